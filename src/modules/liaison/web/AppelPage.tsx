import { Phone } from 'lucide-react';
import type { z } from 'zod';
import { MasquerElement } from '#modules/cercle/web/MasquerElement.tsx';
import { cheminDemande } from '#modules/demande/web/chemins.ts';
import { Appeler } from '#modules/orientation/web/Appeler.tsx';
import { cheminOrientation } from '#modules/orientation/web/chemins.ts';
import { useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment, formaterTelephone } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import {
  Avis,
  Carte,
  Lien,
  LigneOuvrable,
  Liste,
  Page,
  Pile,
  QuiALaMain,
  Rang,
  Strate,
  Vide,
  useMaintenant,
} from '#web/ui/index.ts';
import { appel } from '../contract.ts';
import { MOTIFS_APPEL } from '../vocabulaire.ts';
import { cheminNouvelAppel, cheminTache } from './chemins.ts';
import s from './Liaison.module.css';
import { NOTE } from './textes.ts';

type Appel = z.output<typeof appel.sortie>;

/** The note of one call: what was agreed, what the other party corrected, who does what. */
export function AppelPage() {
  const maintenant = useMaintenant();
  const vue = useVue(appel, { id: useParametre('id') });
  const a = vue.data;
  return (
    <Page
      titre={a === undefined ? 'Appel' : NOTE.titre(a.sens, a.avec.nom)}
      retour={{ vers: '/', texte: 'Aujourd’hui' }}
      sousTitre={
        a !== undefined && (
          <Rang>
            <span>{formaterMoment(a.le, maintenant)}</span>
            <span>{MOTIFS_APPEL[a.motif]}</span>
            {a.personne !== undefined && (
              <Lien vers={`/personnes/${encodeURIComponent(a.personne.id)}`}>{a.personne.nom}</Lien>
            )}
          </Rang>
        )
      }
      actionPrincipale={
        <Lien vers={cheminNouvelAppel()} bouton="secondaire" icone={<Phone aria-hidden size={20} />}>
          {NOTE.autreAppel}
        </Lien>
      }
      etroite
    >
      <EtatDeVue vue={vue} chargement={NOTE.chargement}>
        {(note) => <Note a={note} />}
      </EtatDeVue>
    </Page>
  );
}

function Note({ a }: { readonly a: Appel }) {
  const maintenant = useMaintenant();
  const partie = a.confirmation === 'envoyee';
  return (
    <Pile>
      <Avis
        ton={partie ? 'succes' : 'attention'}
        titre={partie ? NOTE.envoyee(a.avec.nom) : NOTE.impossible(a.avec.nom)}
        action={!partie && a.avec.telephone !== undefined && <Appeler nom={a.avec.nom} telephone={a.avec.telephone} />}
      >
        {partie
          ? `${NOTE.envoyeeQuoi} ${NOTE.jusqua} ${formaterMoment(a.corrigeableJusqua, maintenant)}.`
          : NOTE.impossibleQuoi}
      </Avis>
      {a.objet !== undefined && <Lie objet={a.objet} />}
      <Strate titre={NOTE.decision}>
        <p className={s['texte']}>{a.decision}</p>
        <dl className={s['reperes']}>
          {a.telephone !== undefined && (
            <>
              <dt>{NOTE.numero}</dt>
              <dd>{formaterTelephone(a.telephone)}</dd>
            </>
          )}
          <dt>Noté par</dt>
          <dd>{a.par}</dd>
        </dl>
      </Strate>
      {a.corrections.length > 0 && <Corrections corrections={a.corrections} />}
      <Taches taches={a.taches} depuis={a.le} />
      {a.personne !== undefined && (
        <MasquerElement
          patient={a.personne.id}
          objet={`Communication/${a.id}`}
          texte={NOTE.titre(a.sens, a.avec.nom)}
        />
      )}
    </Pile>
  );
}

function Lie({ objet }: { readonly objet: NonNullable<Appel['objet']> }) {
  const id = objet.id.replace('Task/', '');
  const vers =
    objet.genre === 'demande'
      ? cheminDemande(id)
      : objet.genre === 'orientation'
        ? cheminOrientation(id)
        : cheminTache(id);
  const mots =
    objet.genre === 'demande'
      ? NOTE.lie.demande
      : objet.genre === 'orientation'
        ? NOTE.lie.orientation
        : NOTE.lie.autre;
  return (
    <Carte titre={objet.titre} niveau={2}>
      <Lien vers={vers}>{mots}</Lien>
    </Carte>
  );
}

/** Nothing is overwritten: what was noted and what the other party says stand side by side. */
function Corrections({ corrections }: { readonly corrections: Appel['corrections'] }) {
  const maintenant = useMaintenant();
  return (
    <Strate titre={NOTE.corrections}>
      {corrections.map((c) => (
        <Carte key={`${c.le} ${c.champ}`} titre={c.libelle} niveau={3} accent="corde">
          <dl className={s['deuxValeurs']}>
            <div>
              <dt>{NOTE.vousAviez}</dt>
              <dd>{valeur(c.champ, c.avant) ?? NOTE.sansAvant}</dd>
            </div>
            <div className={s['apres']}>
              <dt>{NOTE.correction(c.par)}</dt>
              <dd>{valeur(c.champ, c.apres)}</dd>
            </div>
          </dl>
          <p className={s['douce']}>{formaterMoment(c.le, maintenant)}</p>
        </Carte>
      ))}
    </Strate>
  );
}

function valeur(champ: string, texte: string | undefined): string | undefined {
  return champ === 'telephone' && texte !== undefined ? formaterTelephone(texte) : texte;
}

function Taches({ taches, depuis }: { readonly taches: Appel['taches']; readonly depuis: string }) {
  return (
    <Strate titre={NOTE.taches}>
      <Liste
        legende={NOTE.taches}
        elements={taches}
        cle={({ id }) => id}
        vide={<Vide titre={NOTE.aucuneTache} />}
        espacee
      >
        {(tache) => (
          <LigneOuvrable titre={tache.quoi} vers={cheminTache(tache.id)}>
            <QuiALaMain
              etat={tache.etat}
              qui={tache.qui}
              depuis={depuis}
              remonteA={tache.etat === 'retard' ? tache.qui : undefined}
              prochaineEtape={tache.dueLe === undefined ? undefined : { texte: 'à faire avant', le: tache.dueLe }}
            />
          </LigneOuvrable>
        )}
      </Liste>
    </Strate>
  );
}
