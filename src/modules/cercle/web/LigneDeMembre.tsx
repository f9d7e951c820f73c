import { MessageSquareText, Phone } from 'lucide-react';
import { useState } from 'react';
import { formaterDateCourte, formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { Bouton, Etiquette, Lien, Personne, Pile, Rang } from '#web/ui/index.ts';
import type { MembreVu } from '../contract.ts';
import { FONDEMENTS } from '../vocabulaire.ts';
import s from './Cercle.module.css';
import { ModifierMembre } from './ModifierMembre.tsx';
import { TerminerParticipation } from './TerminerParticipation.tsx';
import { TEXTES } from './textes.ts';

interface ProprietesLigne {
  readonly patient: string;
  readonly version: number;
  readonly membre: MembreVu;
  readonly modifiable: boolean;
  readonly ecrireA?: ((ref: string) => string) | undefined;
}

/** One member: who, what for, reach in one tap, and whether the record is open to them. */
export function LigneDeMembre({ patient, version, membre, modifiable, ecrireA }: ProprietesLigne) {
  const [ouvert, setOuvert] = useState<'modifier' | 'terminer'>();
  const { nom, telephone, ref, genre } = membre;
  const fermer = () => setOuvert(undefined);
  return (
    <Pile serree>
      <Personne nom={nom} precision={precisionDe(membre)} />
      <Rang>
        {telephone !== undefined && telephone !== '' && (
          <Lien
            vers={`tel:${normaliserTelephone(telephone)}`}
            icone={<Phone aria-hidden size={18} />}
            nomComplet={`${formaterTelephone(telephone)}, appeler ${nom}`}
          >
            {formaterTelephone(telephone)}
          </Lien>
        )}
        {ecrireA !== undefined && ref !== undefined && genre !== 'proche' && (
          <Lien
            vers={ecrireA(ref)}
            icone={<MessageSquareText aria-hidden size={18} />}
            nomComplet={`${TEXTES.ecrire} à ${nom}`}
          >
            {TEXTES.ecrire}
          </Lien>
        )}
        {!membre.ouvert && <Etiquette>{TEXTES.ferme}</Etiquette>}
      </Rang>
      {membre.pourquoi !== undefined && <p>{membre.pourquoi}</p>}
      <details className={s['depliant']}>
        <summary aria-label={`${TEXTES.participation} de ${nom}`}>{TEXTES.participation}</summary>
        <p>{participationDe(membre)}</p>
        {modifiable && (
          <Rang>
            <Bouton
              variante="discret"
              nomComplet={`${TEXTES.modifier} la participation de ${nom}`}
              onPress={() => setOuvert('modifier')}
            >
              {TEXTES.modifier}
            </Bouton>
            <Bouton variante="discret" nomComplet={TEXTES.terminerTitre(nom)} onPress={() => setOuvert('terminer')}>
              {TEXTES.terminer}
            </Bouton>
          </Rang>
        )}
      </details>
      {ouvert === 'modifier' && (
        <ModifierMembre patient={patient} version={version} membre={membre} onFermer={fermer} />
      )}
      {ouvert === 'terminer' && <TerminerParticipation patient={patient} membre={membre} onFermer={fermer} />}
    </Pile>
  );
}

function precisionDe({ libelleFonction, structure }: MembreVu): string {
  return [libelleFonction, structure].filter((mot) => mot !== undefined && mot !== '').join(' · ');
}

function participationDe({ debut, fin, fondement, ajoutePar }: MembreVu): string {
  const periode =
    fin === undefined
      ? `Depuis le ${formaterDateCourte(debut)}`
      : `Du ${formaterDateCourte(debut)} au ${formaterDateCourte(fin)}`;
  return `${periode}, ajouté par ${ajoutePar}. ${FONDEMENTS[fondement].libelle}.`;
}
