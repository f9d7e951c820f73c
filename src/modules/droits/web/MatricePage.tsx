import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Impression, Lien, Liste, Page, Pile, Strate, Tableau, type Colonne } from '#web/ui/index.ts';
import { matrice, type LigneVue, type MatriceVue } from '../contract.ts';
import { ChangerUnDroit } from './ChangerUnDroit.tsx';
import { cheminSimuler } from './chemins.ts';
import { CATEGORIES, CODES, COURTS, TEXTES } from './textes.ts';
import s from './Droits.module.css';

export function MatricePage() {
  const moi = useMoi();
  const vue = useVue(matrice, {});
  return (
    <Page
      titre={TEXTES.titre}
      sousTitre={vue.data === undefined ? undefined : `Matrice nationale du ${dateDe(vue.data.version)}`}
      retour={{ vers: '/territoire', texte: 'Territoire' }}
      actionPrincipale={
        <Lien vers={cheminSimuler()} bouton="principal">
          {TEXTES.simuler}
        </Lien>
      }
    >
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(lue) => (
          <Pile>
            <Impression titre={`${TEXTES.titre}, matrice du ${dateDe(lue.version)}`} par={moi.nom}>
              <p>{TEXTES.intro}</p>
              <p>{TEXTES.priorites}</p>
              <p>{TEXTES.mots}</p>
              <Tableau
                legende={TEXTES.legende}
                colonnes={colonnesDe(lue)}
                lignes={lue.lignes}
                cle={({ role }) => role}
                vide={TEXTES.chargement}
              />
              <p>Source : {lue.source}.</p>
            </Impression>
            <Changements vue={lue} />
            <ChangerUnDroit vue={lue} />
          </Pile>
        )}
      </EtatDeVue>
    </Page>
  );
}

const dateDe = (version: string): string => formaterDateCourte(new Date(`${version}T12:00:00Z`));

function colonnesDe({ familles }: MatriceVue): readonly Colonne<LigneVue>[] {
  return [
    {
      cle: 'metier',
      titre: 'Métier',
      render: ({ libelle, categorie }) => (
        <>
          {libelle} <span className={s['categorie']}>{CATEGORIES[categorie]}</span>
        </>
      ),
    },
    ...familles.map(({ cle }) => ({
      cle,
      titre: COURTS[cle],
      render: (ligne: LigneVue) => motsDe(ligne, cle),
    })),
  ];
}

function motsDe({ cellules }: LigneVue, famille: string): string {
  const cellule = cellules.find((c) => c.famille === famille);
  if (cellule === undefined) return CODES.N;
  if (cellule.retire !== undefined) return TEXTES.retires;
  return cellule.partie === undefined ? CODES[cellule.code] : `${CODES[cellule.code]} : ${cellule.partie}`;
}

function Changements({ vue: { changements } }: { readonly vue: MatriceVue }) {
  return (
    <Strate titre={TEXTES.journal}>
      <Liste
        legende={TEXTES.journal}
        elements={changements}
        cle={({ le, phrase }) => `${le} ${phrase}`}
        vide={<p>{TEXTES.journalVide}</p>}
      >
        {({ le, par, phrase }) => (
          <p>
            {formaterDateCourte(new Date(le))}, {par} : {phrase}
          </p>
        )}
      </Liste>
    </Strate>
  );
}
