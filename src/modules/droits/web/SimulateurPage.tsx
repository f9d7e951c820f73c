import { useState } from 'react';
import { rechercher } from '#modules/dossier/contract.ts';
import { useAdresse } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Bouton, ChoixUnique, Etiquette, Liste, Page, Pile, Recherche, Strate } from '#web/ui/index.ts';
import { comptes, simuler, type FamilleSimulee, type Simulation } from '../contract.ts';
import { rechercheSimuler } from './adresse.ts';
import { CHEMIN_QUI_VOIT_QUOI } from './chemins.ts';
import { TEXTES, TONS, VISIBLE } from './textes.ts';
import s from './Droits.module.css';

export function SimulateurPage() {
  const vue = useVue(comptes, {});
  return (
    <Page titre={TEXTES.simuler} etroite retour={{ vers: CHEMIN_QUI_VOIT_QUOI, texte: TEXTES.titre }}>
      <EtatDeVue vue={vue} chargement="Chargement des comptes">
        {(lus) => (lus.simulerFerme === undefined ? <Simulateur comptes={lus} /> : <Avis titre={lus.simulerFerme} />)}
      </EtatDeVue>
    </Page>
  );
}

type Comptes = ReturnType<typeof comptes.sortie.parse>;

function Simulateur({ comptes: { comptes: connus, roles } }: { readonly comptes: Comptes }) {
  const { recherche, changer } = useAdresse(rechercheSimuler);
  const { patient, affectation, role } = recherche;
  const options = [
    ...connus.map((c) => ({
      valeur: `affectation:${c.affectation}`,
      libelle: c.nom,
      precision: `${c.role}, ${c.structure}`,
    })),
    ...roles.map((r) => ({ valeur: `role:${r.role}`, libelle: `Un métier seul : ${r.libelle}` })),
  ];
  const choisi =
    affectation === undefined ? (role === undefined ? undefined : `role:${role}`) : `affectation:${affectation}`;
  const regarder = (valeur: string) => {
    const [genre, cle] = valeur.split(/:(.*)/s);
    changer(genre === 'role' ? { role: cle, affectation: undefined } : { affectation: cle, role: undefined });
  };
  return (
    <Pile>
      <p>{TEXTES.simulateurAide}</p>
      <ChoixUnique
        nom="qui"
        libelle={TEXTES.qui}
        presentation="liste"
        options={options}
        valeur={choisi}
        onChange={regarder}
      />
      {patient === undefined ? (
        <ChoixDuDossier onChoisir={(id) => changer({ patient: id })} />
      ) : (
        <Bouton variante="discret" onPress={() => changer({ patient: undefined })}>
          {TEXTES.autrePersonne}
        </Bouton>
      )}
      {patient !== undefined && choisi === undefined && <p>{TEXTES.choisirQui}</p>}
      {patient !== undefined && choisi !== undefined && (
        <Reponse patient={patient} qui={affectation === undefined ? { role: role ?? '' } : { affectation }} />
      )}
    </Pile>
  );
}

function ChoixDuDossier({ onChoisir }: { readonly onChoisir: (patient: string) => void }) {
  const [texte, setTexte] = useState('');
  const vue = useVue(rechercher, { texte }, { actif: texte !== '', garder: true });
  return (
    <Recherche
      nom="patient"
      libelle={TEXTES.personne}
      aide={TEXTES.personneAide}
      onChercher={setTexte}
      enCours={vue.isFetching}
      resultats={(vue.data?.personnes ?? []).map(({ id, nom, naissance, commune }) => ({
        cle: id,
        titre: nom,
        precision: [naissance, commune].filter(Boolean).join(' · '),
      }))}
      siRien={TEXTES.personneInconnue}
      onChoisir={onChoisir}
    />
  );
}

type QuiRegarde = { readonly affectation: string } | { readonly role: string };

function Reponse({ patient, qui }: { readonly patient: string; readonly qui: QuiRegarde }) {
  const vue = useVue(simuler, { patient, qui });
  return (
    <EtatDeVue vue={vue} chargement="La règle répond">
      {(simulation) => <Resultat simulation={simulation} />}
    </EtatDeVue>
  );
}

function Resultat({ simulation }: { readonly simulation: Simulation }) {
  const { qui, personne, phrase, familles, total, masques } = simulation;
  return (
    <Strate titre={`${qui}, sur ${personne}`}>
      <p>{phrase}</p>
      <p>
        {total === 0 ? 'Aucun élément visible.' : `${accorder(total, 'élément visible', 'éléments visibles')} en tout.`}
        {masques > 0 && ` ${accorder(masques, 'élément lui est masqué', 'éléments lui sont masqués')} par la personne.`}
      </p>
      <Liste legende={TEXTES.reponse} elements={parRaison(familles)} cle={([{ famille }]) => famille} vide={null}>
        {(memes) => <Familles familles={memes} />}
      </Liste>
    </Strate>
  );
}

type Groupe = readonly [FamilleSimulee, ...FamilleSimulee[]];

/** Families closed, or open, for the same reason are said once. */
function parRaison(familles: readonly FamilleSimulee[]): readonly Groupe[] {
  const groupes: [FamilleSimulee, ...FamilleSimulee[]][] = [];
  for (const famille of familles) {
    const memes = groupes.find(([premiere]) => memeRaison(premiere, famille));
    if (memes === undefined) groupes.push([famille]);
    else memes.push(famille);
  }
  return groupes;
}

const memeRaison = (a: FamilleSimulee, b: FamilleSimulee): boolean =>
  a.visible === b.visible && a.pourquoi === b.pourquoi && a.ouvrirait === b.ouvrirait;

function Familles({ familles }: { readonly familles: Groupe }) {
  const [{ visible, pourquoi, ouvrirait }] = familles;
  const nombre = familles.reduce((somme, famille) => somme + famille.nombre, 0);
  return (
    <div className={s['famille']}>
      <p className={s['titre']}>
        <strong>{familles.map(({ libelle }) => libelle).join(' ; ')}</strong>
        <Etiquette ton={TONS[visible]}>{VISIBLE[visible]}</Etiquette>
        {nombre > 0 && <span>{accorder(nombre, 'élément', 'éléments')}</span>}
      </p>
      <p>{pourquoi}</p>
      {ouvrirait !== undefined && <p>Ce qui l’ouvrirait : {ouvrirait}</p>}
    </div>
  );
}
