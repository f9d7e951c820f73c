import { useState } from 'react';
import type { z } from 'zod';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Champ,
  Formulaire,
  Liste,
  Page,
  Panneau,
  QuiALaMain,
  Rang,
  useMaintenant,
} from '#web/ui/index.ts';
import { ecarter, quarantaine, relire } from '../contract.ts';
import { CHEMIN_MESSAGES } from './chemins.ts';
import s from './Messages.module.css';
import { TelechargerIllisible } from './TelechargerIllisible.tsx';
import { TEXTES } from './textes.ts';

type Illisible = z.output<typeof quarantaine.sortie>['messages'][number];

/** Mails that could not be read: each has a reason and somebody who looks into it. */
export function IllisiblesPage() {
  const vue = useVue(quarantaine, {});
  return (
    <Page titre={TEXTES.illisiblesTitre} retour={{ vers: CHEMIN_MESSAGES, texte: TEXTES.titre }} etroite>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {({ messages }) => (
          <>
            <p>{TEXTES.illisiblesAide}</p>
            <Liste
              legende={TEXTES.illisiblesTitre}
              elements={messages}
              cle={(message) => message.id}
              vide={TEXTES.illisiblesVide}
              espacee
            >
              {(message) => <CarteIllisible message={message} />}
            </Liste>
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

function CarteIllisible({ message }: { readonly message: Illisible }) {
  const maintenant = useMaintenant();
  const [ouvert, setOuvert] = useState(false);
  const relecture = useAction(relire, {
    apres: ({ dejaLa }) => notifier(dejaLa ? TEXTES.reluDejaLa : TEXTES.reluFait),
  });
  const { main } = message;
  return (
    <article className={s['ligne']} aria-label={`Message illisible de ${message.de}`}>
      <div className={s['tete']}>
        <span className={s['qui']}>{message.de}</span>
        <span className={s['quand']}>{formaterMoment(message.recuLe, maintenant)}</span>
      </div>
      <p>{message.raison}</p>
      <div>
        <TelechargerIllisible illisible={message.id} texte="Le message tel qu’il est arrivé" />
      </div>
      {main !== null && (
        <QuiALaMain
          etat={main.etat}
          qui={main.qui}
          depuis={main.depuis}
          remonteA={main.etat === 'retard' ? main.qui : undefined}
          prochaineEtape={{ texte: `${main.prochaine}, avant`, le: main.dueLe }}
        />
      )}
      <Rang>
        <Bouton enCours={relecture.enCours} onPress={() => relecture.executer({ id: message.id })}>
          {TEXTES.relire}
        </Bouton>
        <Bouton onPress={() => setOuvert(true)}>{TEXTES.ecarter}</Bouton>
      </Rang>
      {relecture.erreurGenerale !== undefined && <Avis ton="attention" titre={relecture.erreurGenerale} annonce />}
      <Panneau titre={TEXTES.ecarter} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        <Ecarter id={message.id} onFait={() => setOuvert(false)} />
      </Panneau>
    </article>
  );
}

function Ecarter({ id, onFait }: { readonly id: string; readonly onFait: () => void }) {
  const [motif, setMotif] = useState('');
  const action = useAction(ecarter, {
    apres: () => {
      notifier(TEXTES.ecarteFait);
      onFait();
    },
  });
  return (
    <Formulaire
      nom={TEXTES.ecarter}
      erreurs={action.erreurs}
      erreurGenerale={action.erreurGenerale}
      onEnvoyer={() => action.executer({ id, motif })}
      actions={
        <Bouton type="submit" variante="principal" enCours={action.enCours}>
          Ranger ce message
        </Bouton>
      }
    >
      <Champ nom="motif" libelle={TEXTES.ecarterMotif} lignes={3} valeur={motif} onChange={setMotif} />
    </Formulaire>
  );
}
