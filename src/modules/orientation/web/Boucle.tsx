import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterNombre } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Carte, Lien, Tableau, type Colonne } from '#web/ui/index.ts';
import { classes } from '#web/ui/classes.ts';
import type { z } from 'zod';
import { boucle } from '../contract.ts';
import { CHEMIN_ORIENTATIONS } from './chemins.ts';
import s from './Orientation.module.css';
import { BOUCLE, LISTE } from './textes.ts';

type Donnees = z.output<typeof boucle.sortie>;
type ParService = Donnees['parService'][number];

/** « 1 envoyée · 1 refusée · 1 commencée »: how many loops really closed, for one request or for all that I may see. */
export function CarteDeLaBoucle({ demande }: { readonly demande?: string | undefined }) {
  const vue = useVue(boucle, demande === undefined ? {} : { demande });
  return (
    <EtatDeVue vue={vue} chargement={BOUCLE.chargement}>
      {(donnees) => (
        <Carte titre={demande === undefined ? BOUCLE.titre : BOUCLE.titreDemande}>
          <Etapes donnees={donnees} />
          <p className={s['douce']}>{BOUCLE.definition}</p>
          <details className={s['depli']}>
            <summary>{BOUCLE.tableau}</summary>
            <ServicesEnTableau services={donnees.parService} />
          </details>
        </Carte>
      )}
    </EtatDeVue>
  );
}

/** The card of the door Territoire. */
export function CarteDesOrientations() {
  const vue = useVue(boucle, {});
  return (
    <EtatDeVue vue={vue} chargement={BOUCLE.chargement}>
      {(donnees) => (
        <Carte
          titre={LISTE.titre}
          nombre={`${formaterNombre(donnees.commencees)} sur ${formaterNombre(donnees.envoyees)}`}
          actions={<Lien vers={CHEMIN_ORIENTATIONS}>Voir les orientations</Lien>}
        >
          <p>ont vraiment commencé</p>
          <p className={s['douce']}>{phraseDeLaBoucle(donnees)}</p>
        </Carte>
      )}
    </EtatDeVue>
  );
}

/** The loop in one line. */
export function phraseDeLaBoucle({ envoyees, refusees, commencees }: Donnees): string {
  return [
    accorder(envoyees, 'envoyée', 'envoyées'),
    accorder(refusees, 'refusée', 'refusées'),
    accorder(commencees, 'commencée', 'commencées'),
  ].join(' · ');
}

function Etapes({ donnees }: { readonly donnees: Donnees }) {
  const { envoyees, propositions, refusees, commencees, sansReponse } = donnees;
  const max = Math.max(1, envoyees, refusees, propositions);
  const etapes = [
    { cle: 'envoyee', nombre: envoyees, mots: ['envoyée', 'envoyées'] },
    { cle: 'refusee', nombre: refusees, mots: ['refusée', 'refusées'] },
    { cle: 'commencee', nombre: commencees, mots: ['commencée', 'commencées'] },
    ...(sansReponse === 0 ? [] : [{ cle: 'attente', nombre: sansReponse, mots: ['relancée', 'relancées'] }]),
  ];
  return (
    <ul className={s['etapes']} aria-label={phraseDeLaBoucle(donnees)}>
      {etapes.map(({ cle, nombre, mots }) => (
        <li key={cle} className={s['etape']}>
          <b>{formaterNombre(nombre)}</b>
          <span>{nombre < 2 ? mots[0] : mots[1]}</span>
          <progress className={classes(s['barre'], s[cle])} value={nombre} max={max} aria-hidden />
        </li>
      ))}
    </ul>
  );
}

const COLONNES: readonly Colonne<ParService>[] = [
  { cle: 'service', titre: 'Service', render: ({ service }) => service },
  { cle: 'envoyees', titre: 'Proposées', nombre: true, render: ({ envoyees }) => formaterNombre(envoyees) },
  { cle: 'refusees', titre: 'Refusées', nombre: true, render: ({ refusees }) => formaterNombre(refusees) },
  { cle: 'commencees', titre: 'Commencées', nombre: true, render: ({ commencees }) => formaterNombre(commencees) },
];

function ServicesEnTableau({ services }: { readonly services: readonly ParService[] }) {
  return (
    <Tableau legende={BOUCLE.tableau} colonnes={COLONNES} lignes={services} cle={({ ref }) => ref} vide={BOUCLE.vide} />
  );
}
