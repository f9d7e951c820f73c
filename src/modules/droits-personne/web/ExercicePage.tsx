import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { z } from 'zod';
import { useParametre } from '#web/adresse.ts';
import { lire, type ErreurApi } from '#web/api.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Bouton, Delai, Etiquette, Page, Pile, Strate, useMaintenant } from '#web/ui/index.ts';
import { detail, lettre } from '../contract.ts';
import { cheminDroitsDe } from './chemins.ts';
import { Confirmer, Decider } from './Repondre.tsx';
import { Preparer } from './Preparer.tsx';
import { telecharger } from './telecharger.ts';
import { EXERCICE } from './textes.ts';

type Exercice = z.output<typeof detail.sortie>;

/** One request: who asked what, who answers before when, and the one thing to do next. */
export function ExercicePage() {
  const vue = useVue(detail, { id: useParametre('id') });
  const patient = vue.data?.patient;
  const vers = patient === undefined ? '/' : cheminDroitsDe(patient);
  return (
    <Page titre={vue.data?.titre ?? EXERCICE.titre} etroite retour={{ vers, texte: EXERCICE.retour }}>
      <EtatDeVue vue={vue} chargement={EXERCICE.chargement}>
        {(exercice) => <Contenu exercice={exercice} />}
      </EtatDeVue>
    </Page>
  );
}

function Contenu({ exercice }: { readonly exercice: Exercice }) {
  const maintenant = useMaintenant();
  const { ouverte, genre, peutRepondre, peutConfirmer, demande, motif, qui, destinataires } = exercice;
  return (
    <Pile>
      <Strate titre={exercice.personne}>
        <div>
          <Etiquette ton={ouverte ? 'attention' : 'info'}>{exercice.etatEnMots}</Etiquette>
        </div>
        <p>
          {exercice.demandeur}. {exercice.qualite}.
        </p>
        <p>{exercice.preuve}.</p>
        {motif !== undefined && <p>{motif}.</p>}
        <p>{genre === 'acces' ? exercice.portee : demande}</p>
        <p>
          Reçue {formaterMoment(exercice.recueLe, maintenant)}, notée par {exercice.notePar}.
        </p>
        {ouverte && qui !== undefined && <p>{qui} doit répondre.</p>}
      </Strate>
      {ouverte && <Delai libelle={EXERCICE.avant} debut={exercice.recueLe} echeance={exercice.auPlusTard} />}
      {ouverte && genre === 'acces' && <Horloges exercice={exercice} />}
      {exercice.remiseLe !== undefined && (
        <Avis ton="succes" titre={`${exercice.remise ?? ''}, ${formaterMoment(exercice.remiseLe, maintenant)}`} />
      )}
      {exercice.decision !== undefined && (
        <Avis titre={[exercice.decideePar, exercice.confirmeePar].filter((nom) => nom !== undefined).join(', puis ')}>
          <p>{exercice.decision}</p>
        </Avis>
      )}
      {destinataires.length > 0 && (
        <p>
          {EXERCICE.destinataires} : {destinataires.length}.
        </p>
      )}
      {peutRepondre && genre === 'acces' && <Preparer exercice={exercice} />}
      {peutRepondre && <Decider id={exercice.id} genre={genre} />}
      {peutConfirmer && <Confirmer id={exercice.id} />}
      {exercice.etat === 'refusee' && <Lettre id={exercice.id} />}
    </Pile>
  );
}

const NEUF_JOURS_MS = 9 * 86_400_000;

/** Which delay runs and why, and from when the record may be handed over. */
function Horloges({ exercice: { recueLe, auPlusTard, pasAvant } }: { readonly exercice: Exercice }) {
  const maintenant = useMaintenant();
  const long = new Date(auPlusTard).getTime() - new Date(recueLe).getTime() > NEUF_JOURS_MS;
  return (
    <p>
      {long ? EXERCICE.delaiLong : EXERCICE.delaiCourt}
      {pasAvant !== undefined && ` ${EXERCICE.pasAvant} : ${formaterMoment(pasAvant, maintenant)}.`}
    </p>
  );
}

function Lettre({ id }: { readonly id: string }) {
  const envoi = useMutation<z.output<typeof lettre.sortie>, ErreurApi>({
    mutationFn: () => lire(lettre, { id }),
    onSuccess: ({ html }) => telecharger('reponse.html', html, 'text/html'),
  });
  return (
    <>
      {envoi.error !== null && <Avis ton="attention" titre={envoi.error.texte} annonce />}
      <Bouton icone={<Download aria-hidden size={20} />} enCours={envoi.isPending} onPress={() => envoi.mutate()}>
        {EXERCICE.lettre}
      </Bouton>
    </>
  );
}
