import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte, formaterMoment } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Lien, Pile, Rang, useMaintenant, type TonAvis } from '#web/ui/index.ts';
import { leverOpposition, retirerAccord, type InformationVue, type MembreVu } from '../contract.ts';
import { cheminCopie } from './chemins.ts';
import { NoterAvis } from './NoterAvis.tsx';
import type { RepresentantProposable } from './QuestionsDAvis.tsx';
import { FinDeSituation } from './FinDeSituation.tsx';
import { COPIE, NOTER, PARTAGER, TEXTES } from './textes.ts';

interface ProprietesAvis {
  readonly patient: string;
  readonly information: InformationVue;
  readonly membres: readonly MembreVu[];
  /** Those whose mandate lets them answer in her place. */
  readonly representants?: readonly RepresentantProposable[];
}

const TONS: Readonly<Record<InformationVue['etat'], TonAvis>> = {
  non_dite: 'attention',
  informee: 'info',
  accord: 'succes',
  impossible: 'attention',
  opposee: 'alerte',
};

/** What the person was told and wants, and how to note what she says today. */
export function AvisDeLaPersonne({ patient, information, membres, representants = [] }: ProprietesAvis) {
  const maintenant = useMaintenant();
  const [note, setNote] = useState(false);
  const retrait = useAction(retirerAccord, { apres: () => notifier(NOTER.retire) });
  const levee = useAction(leverOpposition, { apres: () => notifier(NOTER.levee) });
  const refus = retrait.erreurGenerale ?? levee.erreurGenerale;
  const { etat, phrase, le, notePar, motif, personneConsultee, recueilLe, oppositions } = information;
  return (
    <Pile serree>
      <Avis ton={TONS[etat]} titre={phrase}>
        {le !== undefined && (
          <p>
            Noté par {notePar}, {formaterMoment(le, maintenant)}.
          </p>
        )}
        <Details information={information} />
        {motif !== undefined && <p>{motif}</p>}
        {personneConsultee !== undefined && personneConsultee !== '' && <p>Consulté : {personneConsultee}.</p>}
        {recueilLe !== undefined && <p>À redemander le {formaterDateCourte(recueilLe)}.</p>}
        {oppositions.map((opposition) => (
          <div key={opposition.id}>
            <p>{opposition.phrase}</p>
            <Bouton
              variante="discret"
              enCours={levee.enCours}
              onPress={() => levee.executer({ patient, opposition: opposition.id, mode: 'oral' })}
            >
              {NOTER.lever}
            </Bouton>
          </div>
        ))}
      </Avis>
      {refus !== undefined && <Avis ton="attention" titre={refus} annonce />}
      <Rang>
        <Bouton onPress={() => setNote(true)}>{TEXTES.noter}</Bouton>
        <Lien vers={cheminCopie(patient)} bouton="discret">
          {COPIE.bouton}
        </Lien>
        {(etat === 'accord' || (information.partages ?? []).length > 0) && (
          <Bouton
            variante="discret"
            enCours={retrait.enCours}
            onPress={() => retrait.executer({ patient, mode: 'oral' })}
          >
            {NOTER.retirer}
          </Bouton>
        )}
      </Rang>
      {etat === 'accord' && <FinDeSituation patient={patient} />}
      {note && (
        <NoterAvis patient={patient} membres={membres} representants={representants} onFermer={() => setNote(false)} />
      )}
    </Pile>
  );
}

/** How it was said, what it covers, when it is looked at again. */
function Details({ information }: { readonly information: InformationVue }) {
  const { mode, aupresDe, preuve, couvre, revoirLe, partages = [] } = information;
  const comment = [mode, aupresDe === undefined ? undefined : `auprès de ${aupresDe}`, preuve].filter(
    (mot) => mot !== undefined,
  );
  return (
    <>
      {comment.length > 0 && <p>{comment.join(', ')}.</p>}
      {couvre !== undefined && <p>{couvre}</p>}
      {partages.map(({ avec, quoi }) => (
        <p key={`${avec}:${quoi}`}>
          {PARTAGER.partages} : {avec} ({quoi}).
        </p>
      ))}
      {revoirLe !== undefined && (
        <p>
          {PARTAGER.revoirLe} {formaterDateCourte(revoirLe)}.
        </p>
      )}
    </>
  );
}
