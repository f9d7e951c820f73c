import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { cheminSimuler } from '#web/chemins.ts';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Bouton, Lien, Liste, Pile, Strate, Vide } from '#web/ui/index.ts';
import { panneauDuCercle, type MembreVu, type PanneauVu } from '../contract.ts';
import { AjouterMembre, type ProcheProposable } from './AjouterMembre.tsx';
import { AvisDeLaPersonne } from './AvisDeLaPersonne.tsx';
import s from './Cercle.module.css';
import type { ChercherContacts } from './contacts.ts';
import { Entourage } from './Entourage.tsx';
import { LigneDeMembre } from './LigneDeMembre.tsx';
import { ProtectionEtDeces } from './ProtectionEtDeces.tsx';
import { QuiEtaitLa } from './QuiEtaitLa.tsx';
import { TEXTES } from './textes.ts';
import { ENTOURAGE } from './textes-entourage.ts';

export interface ProprietesPanneau {
  readonly patient: string;
  readonly chercherContacts: ChercherContacts;
  readonly proches: readonly ProcheProposable[];
  /** Address of a message to a member about this person. */
  readonly ecrireA: (ref: string) => string;
}

/** Who is around the person, how to reach them, who reads the record and why not. */
export function PanneauDuCercle(proprietes: ProprietesPanneau) {
  const vue = useVue(panneauDuCercle, { patient: proprietes.patient });
  return (
    <Strate titre={TEXTES.titre}>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(panneau) => <Panneau panneau={panneau} {...proprietes} />}
      </EtatDeVue>
    </Strate>
  );
}

function Panneau({
  panneau,
  patient,
  chercherContacts,
  proches,
  ecrireA,
}: ProprietesPanneau & { readonly panneau: PanneauVu }) {
  const moi = useMoi();
  const [ajoute, setAjoute] = useState(false);
  const { membres, partis, information, version, fermePourquoi, jySuis, entourage } = panneau;
  const ajouter = (
    <Bouton icone={<UserPlus aria-hidden size={20} />} fermePourquoi={fermePourquoi} onPress={() => setAjoute(true)}>
      {TEXTES.ajouter}
    </Bouton>
  );
  const ligne = (membre: MembreVu) => (
    <LigneDeMembre
      patient={patient}
      version={version}
      membre={membre}
      modifiable={fermePourquoi === undefined}
      ecrireA={ecrireA}
    />
  );
  return (
    <Pile>
      <AvisDeLaPersonne
        patient={patient}
        information={information}
        membres={membres}
        representants={(entourage?.representants ?? []).filter(({ repondPourElle }) => repondPourElle)}
      />
      {entourage !== undefined && <Entourage patient={patient} entourage={entourage} proches={proches} />}
      {entourage !== undefined && <h3>{ENTOURAGE.membres}</h3>}
      <Liste
        legende={TEXTES.titre}
        elements={membres}
        cle={({ rang }) => String(rang)}
        vide={<Vide titre={TEXTES.vide}>{TEXTES.videPremierPas}</Vide>}
      >
        {ligne}
      </Liste>
      {ajouter}
      {partis.length > 0 && (
        <details className={s['depliant']}>
          <summary>
            {TEXTES.partis} ({partis.length})
          </summary>
          <Liste legende={TEXTES.partis} elements={partis} cle={({ rang }) => String(rang)} vide="">
            {(membre) => <LigneDeMembre patient={patient} version={version} membre={membre} modifiable={false} />}
          </Liste>
        </details>
      )}
      <QuiEtaitLa patient={patient} />
      <ProtectionEtDeces patient={patient} />
      {moi.codeRole === 'responsable_dac' && <Lien vers={cheminSimuler(patient)}>{TEXTES.simuler}</Lien>}
      {ajoute && (
        <AjouterMembre
          patient={patient}
          chercherContacts={chercherContacts}
          proches={proches}
          jySuis={jySuis}
          onFermer={() => setAjoute(false)}
        />
      )}
    </Pile>
  );
}
