import type { Brouillon } from '#web/brouillon.ts';
import { Case, Champ, ChoixMultiple, ChoixUnique } from '#web/ui/index.ts';
import type { MembreVu } from '../contract.ts';
import type { Saisie } from './avis-saisi.ts';
import { NOTER, OPTIONS_CATEGORIES, OPTIONS_FAMILLES, OPTIONS_FAMILLES_NOMMEES, OPTIONS_METIERS } from './textes.ts';

interface AvecBrouillon {
  readonly brouillon: Brouillon<Saisie>;
}
/** Somebody whose mandate lets them answer in her place. */
export interface RepresentantProposable {
  readonly id: string;
  readonly nom: string;
  readonly qualite: string;
}
type AvecMembres = AvecBrouillon & { readonly membres: readonly MembreVu[] };

export function Empechement({ brouillon: { saisie, modifier } }: AvecBrouillon) {
  return (
    <>
      <Champ
        nom="motif"
        libelle={NOTER.motif}
        aide={NOTER.motifAide}
        valeur={saisie.motif}
        onChange={(motif) => modifier({ motif })}
      />
      <Champ
        nom="personneConsultee"
        libelle={NOTER.consultee}
        aide={NOTER.consulteeAide}
        facultatif
        valeur={saisie.consultee}
        onChange={(consultee) => modifier({ consultee })}
      />
    </>
  );
}

/** Who answered if not herself, and where the trace is. */
export function Trace({
  brouillon: { saisie, modifier },
  representants,
}: AvecBrouillon & { readonly representants: readonly RepresentantProposable[] }) {
  const propose = representants.length > 0;
  return (
    <>
      {propose && (
        <ChoixUnique
          nom="representant"
          libelle={NOTER.representant}
          options={[
            ...representants.map(({ id, nom, qualite }) => ({ valeur: id, libelle: nom, precision: qualite })),
            { valeur: '', libelle: NOTER.elleMeme },
          ]}
          valeur={saisie.representant}
          onChange={(representant) => modifier({ representant })}
        />
      )}
      {(!propose || saisie.representant === '') && (
        <Champ
          nom="aupresDe"
          libelle={NOTER.aupresDe}
          aide={NOTER.aupresDeAide}
          facultatif
          valeur={saisie.aupresDe}
          onChange={(aupresDe) => modifier({ aupresDe })}
        />
      )}
      <Champ
        nom="preuve"
        libelle={NOTER.preuve}
        aide={NOTER.preuveAide}
        facultatif
        valeur={saisie.preuve}
        onChange={(preuve) => modifier({ preuve })}
      />
    </>
  );
}

export function Etendue({ brouillon, membres }: AvecMembres) {
  const { saisie, modifier } = brouillon;
  return (
    <>
      <ChoixUnique
        nom="perimetre"
        libelle={NOTER.perimetre}
        options={[
          { valeur: 'equipe', libelle: NOTER.perimetreEquipe },
          { valeur: 'tous', libelle: NOTER.perimetreTous },
          { valeur: 'certains', libelle: NOTER.perimetreCertains },
        ]}
        valeur={saisie.etendue}
        onChange={(etendue) => modifier({ etendue })}
      />
      {saisie.etendue === 'tous' && (
        <ChoixMultiple
          nom="perimetre.categories"
          libelle={NOTER.categories}
          options={OPTIONS_CATEGORIES}
          valeurs={saisie.categories}
          onChange={(categories) => modifier({ categories })}
        />
      )}
      {saisie.etendue === 'certains' && (
        <ChoixMultiple
          nom="perimetre.membres"
          libelle={NOTER.membres}
          options={nommables(membres)}
          valeurs={saisie.membres}
          onChange={(choisis) => modifier({ membres: choisis })}
        />
      )}
      {(saisie.etendue === 'tous' || saisie.etendue === 'certains') && <Quoi brouillon={brouillon} />}
    </>
  );
}

function Quoi({ brouillon: { saisie, modifier } }: AvecBrouillon) {
  return (
    <>
      <ChoixMultiple
        nom="perimetre.familles"
        libelle={NOTER.familles}
        options={OPTIONS_FAMILLES}
        valeurs={saisie.familles}
        onChange={(familles) => modifier({ familles })}
      />
      <Case
        nom="perimetre.noticeRemise"
        libelle={NOTER.notice}
        precision={NOTER.noticePrecision}
        cochee={saisie.notice}
        onChange={(notice) => modifier({ notice })}
      />
      <p>{NOTER.revue}</p>
    </>
  );
}

export function Vise({ brouillon, membres }: AvecMembres) {
  const { saisie, modifier } = brouillon;
  return (
    <>
      <ChoixUnique
        nom="vise"
        libelle={NOTER.vise}
        options={[
          { valeur: 'tous', libelle: NOTER.viseTous },
          { valeur: 'membres', libelle: NOTER.viseMembres },
          { valeur: 'metiers', libelle: NOTER.viseMetiers },
        ]}
        valeur={saisie.vise}
        onChange={(vise) => modifier({ vise })}
      />
      {saisie.vise === 'membres' && (
        <ChoixMultiple
          nom="vises"
          libelle={NOTER.viseQui}
          options={nommables(membres)}
          valeurs={saisie.vises}
          onChange={(vises) => modifier({ vises })}
        />
      )}
      {saisie.vise === 'metiers' && (
        <ChoixMultiple
          nom="metiers"
          libelle={NOTER.viseMetiersQui}
          options={OPTIONS_METIERS}
          valeurs={saisie.metiers}
          onChange={(metiers) => modifier({ metiers })}
        />
      )}
      {saisie.vise !== undefined && <QuoiOppose brouillon={brouillon} />}
    </>
  );
}

function QuoiOppose({ brouillon: { saisie, modifier } }: AvecBrouillon) {
  return (
    <>
      <ChoixUnique
        nom="quoi"
        libelle={NOTER.oppositionQuoi}
        presentation="ligne"
        options={[
          { valeur: 'tout', libelle: NOTER.oppositionTout },
          { valeur: 'partie', libelle: NOTER.oppositionPartie },
        ]}
        valeur={saisie.quoi}
        onChange={(quoi) => modifier({ quoi })}
      />
      {saisie.quoi === 'partie' && (
        <ChoixMultiple
          nom="familles"
          libelle={NOTER.familles}
          options={OPTIONS_FAMILLES_NOMMEES}
          valeurs={saisie.famillesOpposees}
          onChange={(famillesOpposees) => modifier({ famillesOpposees })}
        />
      )}
    </>
  );
}

const nommables = (membres: readonly MembreVu[]) =>
  membres.flatMap(({ ref, nom, libelleFonction, genre }) =>
    ref === undefined || genre === 'proche' ? [] : [{ valeur: ref, libelle: nom, precision: libelleFonction }],
  );
