import type { z } from 'zod';
import { useParametre } from '#web/adresse.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Champ,
  ChoixUnique,
  Delai,
  Formulaire,
  Lien,
  Page,
  Pile,
  Strate,
  useMaintenant,
} from '#web/ui/index.ts';
import { controler, detail, informer } from '../contract.ts';
import type { AvisDeControle, Informe } from '../vocabulaire.ts';
import { BandeauUrgence } from './BandeauUrgence.tsx';
import { ACCES, OPTIONS_AVIS, OPTIONS_INFORMES } from './textes.ts';

type Acces = z.output<typeof detail.sortie>;

/** One access: who, why, until when; then what remains to be done, and nothing else. */
export function AccesPage() {
  const vue = useVue(detail, { id: useParametre('id') });
  return (
    <Page titre={ACCES.titre} etroite retour={{ vers: '/', texte: ACCES.retour }}>
      <EtatDeVue vue={vue} chargement={ACCES.chargement}>
        {(acces) => <Contenu acces={acces} />}
      </EtatDeVue>
    </Page>
  );
}

function Contenu({ acces }: { readonly acces: Acces }) {
  const maintenant = useMaintenant();
  const { ouvert, leMien, patient, informee, controle } = acces;
  return (
    <Pile>
      {ouvert && leMien && <BandeauUrgence patient={patient} />}
      <Strate titre={acces.personne}>
        <p>
          {ACCES.ouvertPar(acces.par, acces.role)}, {formaterMoment(acces.ouvertLe, maintenant)}.
        </p>
        <p>{acces.motif}.</p>
        <p>{acces.texte}</p>
        <p>
          {ouvert
            ? `${ACCES.jusque} ${formaterMoment(acces.fin, maintenant)}.`
            : `${ACCES.termine} ${formaterMoment(acces.fermeLe ?? acces.fin, maintenant)}.`}
        </p>
        {leMien && ouvert && <Lien vers={cheminPersonne(patient)}>{ACCES.dossier}</Lien>}
      </Strate>
      {informee === undefined ? (
        <Delai libelle={ACCES.resteAInformer} debut={acces.ouvertLe} echeance={acces.informerAvant} />
      ) : (
        <Avis ton="succes" titre={`${ACCES.dejaInformee} : ${informee.aQui}`}>
          <p>{informee.comment}</p>
          <p>
            {informee.par}, {formaterMoment(informee.le, maintenant)}
          </p>
        </Avis>
      )}
      {acces.peutInformer && <Informer id={acces.id} />}
      {controle !== undefined && (
        <Avis titre={`${ACCES.dejaControle} : ${controle.avis}`}>
          <p>{controle.texte}</p>
          <p>
            {controle.par}, {formaterMoment(controle.le, maintenant)}
          </p>
        </Avis>
      )}
      {acces.peutControler && <Controler id={acces.id} />}
    </Pile>
  );
}

function Informer({ id }: { readonly id: string }) {
  const brouillon = useBrouillon(`urgence.informer:${id}`, { aQui: undefined as Informe | undefined, comment: '' });
  const { saisie, modifier } = brouillon;
  const envoi = useAction(informer, {
    apres: () => {
      brouillon.effacer();
      notifier(ACCES.informee);
    },
  });
  return (
    <Strate titre={ACCES.informer}>
      <p>{ACCES.informerAide}</p>
      <Formulaire
        nom={ACCES.informer}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ id, aQui: saisie.aQui as Informe, comment: saisie.comment })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {ACCES.informerEnvoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="aQui"
          libelle={ACCES.aQui}
          options={OPTIONS_INFORMES}
          valeur={saisie.aQui}
          onChange={(aQui) => modifier({ aQui })}
        />
        <Champ
          nom="comment"
          libelle={ACCES.comment}
          lignes={3}
          longueurMax={500}
          valeur={saisie.comment}
          onChange={(comment) => modifier({ comment })}
        />
      </Formulaire>
    </Strate>
  );
}

function Controler({ id }: { readonly id: string }) {
  const brouillon = useBrouillon(`urgence.controler:${id}`, {
    avis: undefined as AvisDeControle | undefined,
    texte: '',
  });
  const { saisie, modifier } = brouillon;
  const envoi = useAction(controler, {
    apres: () => {
      brouillon.effacer();
      notifier(ACCES.controlee);
    },
  });
  return (
    <Strate titre={ACCES.controler}>
      <Formulaire
        nom={ACCES.controler}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ id, avis: saisie.avis as AvisDeControle, texte: saisie.texte })}
        actions={
          <Bouton type="submit" enCours={envoi.enCours}>
            {ACCES.controlerEnvoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="avis"
          libelle={ACCES.avis}
          options={OPTIONS_AVIS}
          valeur={saisie.avis}
          onChange={(avis) => modifier({ avis })}
        />
        <Champ
          nom="texte"
          libelle={ACCES.avisTexte}
          lignes={2}
          longueurMax={500}
          valeur={saisie.texte}
          onChange={(texte) => modifier({ texte })}
        />
      </Formulaire>
    </Strate>
  );
}
