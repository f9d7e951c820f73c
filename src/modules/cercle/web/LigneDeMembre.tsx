import { MessageSquareText, Phone } from 'lucide-react';
import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte, formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Etiquette, Lien, Personne, Pile, Rang } from '#web/ui/index.ts';
import { retirerPour, type MembreVu } from '../contract.ts';
import { FONDEMENTS } from '../vocabulaire.ts';
import s from './Cercle.module.css';
import { ModifierMembre } from './ModifierMembre.tsx';
import { PartagerAvec } from './PartagerAvec.tsx';
import { TerminerParticipation } from './TerminerParticipation.tsx';
import { PARTAGER, TEXTES } from './textes.ts';

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
        {ref !== undefined && genre === 'professionnel' && membre.present && (
          <VolonteDeLaPersonne patient={patient} membre={{ ...membre, ref }} />
        )}
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

/** What the person wants with this member: share more, or nothing any more, in one gesture. */
function VolonteDeLaPersonne({
  patient,
  membre,
}: {
  readonly patient: string;
  readonly membre: MembreVu & { readonly ref: string };
}) {
  const [partage, setPartage] = useState(false);
  const { nom, ref, ouvert } = membre;
  const retrait = useAction(retirerPour, { apres: () => notifier(PARTAGER.retire(nom)) });
  return (
    <>
      <Rang>
        <Bouton variante="discret" nomComplet={`${PARTAGER.bouton} : ${nom}`} onPress={() => setPartage(true)}>
          {PARTAGER.bouton}
        </Bouton>
        {ouvert && (
          <Bouton
            variante="discret"
            nomComplet={`${PARTAGER.retirer} : ${nom}`}
            enCours={retrait.enCours}
            onPress={() => retrait.executer({ patient, membre: ref, mode: 'oral' })}
          >
            {PARTAGER.retirer}
          </Bouton>
        )}
      </Rang>
      {retrait.erreurGenerale !== undefined && <Avis ton="attention" titre={retrait.erreurGenerale} annonce />}
      {partage && <PartagerAvec patient={patient} membre={membre} onFermer={() => setPartage(false)} />}
    </>
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
