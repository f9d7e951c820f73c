import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterMoment } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Champ,
  Etiquette,
  Formulaire,
  Liste,
  Page,
  Pile,
  Rang,
  Strate,
  useMaintenant,
} from '#web/ui/index.ts';
import { deciderExport, demanderExport, retirerExport, vueExports, type AccordVu } from '../contract-accord.ts';
import { CHEMIN_CONTROLE } from './chemins.ts';
import { EXPORTS } from './textes.ts';

/** Mass exports: one person asks, another grants, either closes. */
export function ExportsPage() {
  const vue = useVue(vueExports, {});
  return (
    <Page titre={EXPORTS.titre} etroite retour={{ vers: CHEMIN_CONTROLE, texte: EXPORTS.retour }}>
      <p>{EXPORTS.explication}</p>
      <EtatDeVue vue={vue} chargement={EXPORTS.chargement}>
        {({ exports }) => (
          <Liste legende={EXPORTS.titre} elements={exports} cle={({ id }) => id} vide={EXPORTS.vide} espacee>
            {(accord) => <Accord accord={accord} />}
          </Liste>
        )}
      </EtatDeVue>
      <Demander />
    </Page>
  );
}

function Accord({ accord }: { readonly accord: AccordVu }) {
  const maintenant = useMaintenant();
  const { id, logiciel, client, motif, jours, demandePar, demandeLe, decidePar, fin, etat, decisionFermee } = accord;
  const decision = useAction(deciderExport, { apres: () => notifier(EXPORTS.note) });
  const fermeture = useAction(retirerExport, { apres: () => notifier(EXPORTS.ferme) });
  const erreur = decision.erreurGenerale ?? fermeture.erreurGenerale;
  return (
    <Pile>
      <h2>{logiciel}</h2>
      <Etiquette ton={etat === 'ouvert' ? 'attention' : 'neutre'}>{EXPORTS.etats[etat]}</Etiquette>
      <p>
        {motif} ({accorder(jours, 'jour', 'jours')}, identifiant {client})
      </p>
      <p>
        Demandé par {demandePar}, {formaterMoment(demandeLe, maintenant)}.
        {decidePar !== undefined && ` Décidé par ${decidePar}.`}
        {etat === 'ouvert' && fin !== undefined && ` Ouvert jusqu’à ${formaterMoment(fin, maintenant)}.`}
      </p>
      {erreur !== undefined && <Avis ton="attention" titre={erreur} annonce />}
      {etat === 'demande' && (
        <Rang>
          <Bouton
            variante="principal"
            nomComplet={`${EXPORTS.accorder} : ${logiciel}`}
            fermePourquoi={decisionFermee}
            enCours={decision.enCours}
            onPress={() => decision.executer({ id, accord: true })}
          >
            {EXPORTS.accorder}
          </Bouton>
          <Bouton
            nomComplet={`${EXPORTS.refuser} : ${logiciel}`}
            fermePourquoi={decisionFermee}
            onPress={() => decision.executer({ id, accord: false })}
          >
            {EXPORTS.refuser}
          </Bouton>
        </Rang>
      )}
      {etat === 'ouvert' && (
        <Bouton nomComplet={`${EXPORTS.fermer} : ${logiciel}`} onPress={() => fermeture.executer({ id })}>
          {EXPORTS.fermer}
        </Bouton>
      )}
    </Pile>
  );
}

const VIERGE = { client: '', nom: '', motif: '', jours: '2' };

function Demander() {
  const { saisie, modifier, effacer } = useBrouillon('trace.export', VIERGE);
  const envoi = useAction(demanderExport, {
    apres: () => {
      effacer();
      notifier(EXPORTS.demande);
    },
  });
  return (
    <Strate titre={EXPORTS.demander}>
      <Formulaire
        nom={EXPORTS.demander}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(saisie)}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {EXPORTS.demander}
          </Bouton>
        }
      >
        <Champ nom="nom" libelle={EXPORTS.nom} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
        <Champ
          nom="client"
          libelle={EXPORTS.client}
          aide={EXPORTS.clientAide}
          valeur={saisie.client}
          onChange={(client) => modifier({ client })}
        />
        <Champ
          nom="motif"
          libelle={EXPORTS.motif}
          lignes={2}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
        <Champ
          nom="jours"
          libelle={EXPORTS.jours}
          aide={EXPORTS.joursAide}
          clavier="numeric"
          court
          valeur={saisie.jours}
          onChange={(jours) => modifier({ jours })}
        />
      </Formulaire>
    </Strate>
  );
}
