import type { z } from 'zod';
import { PiecesRecues } from '#modules/messagerie/web/Pieces.tsx';
import { bandeDe } from '#web/bande.ts';
import { MasquerElement } from '#modules/cercle/web/MasquerElement.tsx';
import { cheminDemande } from '#modules/demande/web/chemins.ts';
import { useParametre } from '#web/adresse.ts';
import { CHEMIN_NOTER_APPEL } from '#web/chemins.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import {
  Avis,
  Carte,
  DeuxColonnes,
  Etiquette,
  Lien,
  Page,
  Pile,
  QuiALaMain,
  Rang,
  Strate,
  useMaintenant,
} from '#web/ui/index.ts';
import { detail } from '../contract.ts';
import { Appeler } from './Appeler.tsx';
import { CarteDeLaBoucle } from './Boucle.tsx';
import { CHEMIN_ORIENTATIONS, cheminOrientation } from './chemins.ts';
import { Gestes } from './Gestes.tsx';
import s from './Orientation.module.css';
import { ReponseDuService } from './ReponseDuService.tsx';
import { DETAIL, LISTE } from './textes.ts';
import { tonDuStatut } from './tons.ts';

export type DetailOrientation = z.output<typeof detail.sortie>;

/** One orientation: who has it, what was asked, what the service says, and the next step in one tap. */
export function OrientationPage() {
  const vue = useVue(detail, { id: useParametre('id') });
  const o = vue.data;
  return (
    <Page
      titre={o === undefined ? 'Orientation' : `Orientation vers ${o.service}`}
      retour={{ vers: CHEMIN_ORIENTATIONS, texte: LISTE.titre }}
      sousTitre={o !== undefined && <SousTitre o={o} />}
    >
      <EtatDeVue vue={vue} chargement={DETAIL.chargement}>
        {(orientation) => <Contenu o={orientation} />}
      </EtatDeVue>
    </Page>
  );
}

function SousTitre({ o }: { readonly o: DetailOrientation }) {
  return (
    <Rang>
      {o.nomPatient !== '' && <Lien vers={`/personnes/${encodeURIComponent(o.patient)}`}>{o.nomPatient}</Lien>}
      <span className={s['numero']}>{o.reference}</span>
      <Etiquette ton={tonDuStatut(o.statut)}>{o.libelle}</Etiquette>
      {o.urgente && <Etiquette ton="alerte">{LISTE.urgente}</Etiquette>}
    </Rang>
  );
}

function Contenu({ o }: { readonly o: DetailOrientation }) {
  const attend = o.statut === 'envoyee' || o.statut === 'sans_reponse';
  return (
    <Pile>
      <QuiALaMain
        {...bandeDe(o.main)}
        action={
          o.statut === 'sans_reponse' &&
          o.telephone !== undefined && <Appeler nom={o.service} telephone={o.telephone} principal />
        }
      />
      {attend && o.adresse === undefined && o.jeSuis === 'expediteur' && (
        <Avis
          ton="attention"
          titre={DETAIL.parTelephone(o.service)}
          action={o.telephone !== undefined && <Appeler nom={o.service} telephone={o.telephone} principal />}
        >
          {DETAIL.parTelephoneQuoi}
        </Avis>
      )}
      <DeuxColonnes>
        <Pile>
          <ReponseDuService o={o} />
          <Gestes o={o} />
          <Demande o={o} />
        </Pile>
        <Pile>
          <Service o={o} />
          <CarteDeLaBoucle demande={o.demande} />
          <PiecesRecues de={{ objet: `Task/${o.id}` }} />
          {o.patient !== '' && (
            <MasquerElement patient={o.patient} objet={`Task/${o.id}`} texte={`Orientation ${o.reference}`} />
          )}
        </Pile>
      </DeuxColonnes>
    </Pile>
  );
}

function Demande({ o }: { readonly o: DetailOrientation }) {
  const maintenant = useMaintenant();
  return (
    <Strate titre={DETAIL.demande}>
      <p className={s['texte']}>{o.besoin}</p>
      <p className={s['douce']}>
        Par {o.expediteur}, {formaterMoment(o.envoyeeLe, maintenant)}
      </p>
      <Rang>
        {o.demande !== undefined && o.jeSuis !== 'destinataire' && (
          <Lien vers={cheminDemande(o.demande.replace('Task/', ''))}>{DETAIL.lireLaDemande}</Lien>
        )}
        {o.precedente !== undefined && o.jeSuis !== 'destinataire' && (
          <Lien vers={cheminOrientation(o.precedente)}>{DETAIL.lireLaPrecedente}</Lien>
        )}
      </Rang>
    </Strate>
  );
}

function Service({ o }: { readonly o: DetailOrientation }) {
  const maintenant = useMaintenant();
  const appel = `${CHEMIN_NOTER_APPEL}?${new URLSearchParams({ avec: o.destinataireRef, objet: `Task/${o.id}` }).toString()}`;
  return (
    <Carte titre={o.service} actions={<Lien vers={appel}>{DETAIL.appel}</Lien>}>
      {o.telephone !== undefined && <Appeler nom={o.service} telephone={o.telephone} />}
      <dl className={s['reperes']}>
        {o.adresse !== undefined && (
          <>
            <dt>{DETAIL.ecritA}</dt>
            <dd>{o.adresse}</dd>
          </>
        )}
        {o.relances.length > 0 && (
          <>
            <dt>{DETAIL.rappels}</dt>
            <dd>{o.relances.map((le) => formaterMoment(le, maintenant)).join(', ')}</dd>
          </>
        )}
      </dl>
    </Carte>
  );
}
