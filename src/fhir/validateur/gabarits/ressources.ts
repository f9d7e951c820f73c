import type { TypeElement } from '../../definitions/index.ts';
import { enTexte, estObjet, type Juge, type Objet, type Passage } from '../passage.ts';
import { abreger } from './primitifs.ts';
import { paresseux, type Cadre, type Etabli, type Gabarit } from './cadre.ts';
import { estTypeDeRessource } from './cible.ts';

/**
 * Judges a resource inside another: contained, entry of a Bundle, parameter. `types`: those the element allows (`Resource` for any),
 * each with the profiles one of which it must follow.
 */
export function jugeRessource({ etabli, paquet }: Cadre, nom: string, types: readonly TypeElement[]): Juge {
  const libre = types.find(({ code }) => /^(Domain)?Resource$/.test(code));
  const exigences = new Map(
    types.map(({ code, profile = [] }) => [
      code,
      paresseux(() => jugeDUnDes(profile.flatMap((url) => etabli.gabarit(url, paquet) ?? []))),
    ]),
  );
  return (p, valeur) => {
    const type = typeDe(p, valeur);
    if (type === undefined || !estObjet(valeur)) return;
    const exigence = exigences.get(type) ?? exigences.get(libre?.code ?? '');
    if (exigence === undefined)
      p.erreur(
        'structure',
        'type',
        `Une ressource ${types.map(({ code }) => code).join(' ou ')} est attendue ici, pas ${type}.`,
      );
    const { ressource, racine, lot } = p;
    p.ressource = valeur;
    if (nom !== 'contained') {
      p.racine = valeur;
      if (ressource['resourceType'] === 'Bundle') p.lot = ressource;
    }
    jugerSelonProfils(p, etabli, valeur, []);
    exigence?.(p, valeur, undefined);
    p.ressource = ressource;
    p.racine = racine;
    p.lot = lot;
  };
}

/** One of the profiles is enough; with only one, it says what is wrong itself. */
export function jugeDUnDes(gabarits: readonly Gabarit[]): Juge | undefined {
  const [seul, ...autres] = gabarits;
  if (autres.length === 0) return seul?.juge;
  return (p, valeur, cote) => {
    const convient = gabarits.some(({ juge }) => {
      const essai = p.aPart();
      juge(essai, valeur, cote);
      return essai.sansErreur;
    });
    if (!convient)
      p.erreur(
        'structure',
        'profils',
        `La valeur ne convient à aucun des profils possibles : ${gabarits.map(({ url }) => url).join(', ')}.`,
      );
  };
}

/** The type a resource says it is, when it is one of R4; otherwise says what is wrong. */
export function typeDe(p: Passage, valeur: unknown): string | undefined {
  if (!estObjet(valeur)) {
    p.erreur('structure', 'ressource', 'Une ressource est attendue : un objet JSON avec « resourceType ».');
    return undefined;
  }
  const { resourceType } = valeur;
  if (typeof resourceType === 'string' && estTypeDeRessource(resourceType)) return resourceType;
  const dit =
    typeof resourceType === 'string'
      ? `« ${abreger(resourceType)} » n’est pas un type de ressource R4`
      : '« resourceType » manque';
  p.erreur('structure', 'resourceType', `${dit}.`);
  return undefined;
}

/** Judges a resource by each profile it claims and each it is held to; by base R4 when there is none to judge by. */
export function jugerSelonProfils(p: Passage, etabli: Etabli, ressource: Objet, exiges: readonly Gabarit[]): void {
  const type = enTexte(ressource['resourceType']);
  const faits = new Set<Gabarit>();
  for (const gabarit of exiges) if (appliquer(p, gabarit, ressource)) faits.add(gabarit);
  for (const canonique of profilsAnnonces(ressource)) {
    const gabarit = etabli.gabarit(canonique);
    if (gabarit === undefined)
      dire(p, `Le profil annoncé ${abreger(canonique, 200)} n’est pas détenu : il n’a pas été vérifié.`);
    else if (!gabarit.exacte) jugerParUneAutreVersion(p, gabarit, canonique, ressource);
    else if (!faits.has(gabarit) && appliquer(p, gabarit, ressource)) faits.add(gabarit);
  }
  if (faits.size === 0) etabli.type(type)?.juge(p, ressource, undefined);
}

/** Profiles in `meta.profile`, each once. */
export function profilsAnnonces({ meta }: Objet): readonly string[] {
  const { profile } = estObjet(meta) ? meta : {};
  return Array.isArray(profile) ? [...new Set(profile.filter((url) => typeof url === 'string'))] : [];
}

/** What the other version refuses proves nothing against the one claimed: warnings only. */
function jugerParUneAutreVersion(p: Passage, gabarit: Gabarit, canonique: string, ressource: Objet): void {
  dire(
    p,
    `Le profil annoncé ${canonique} n’est détenu qu’en version ${gabarit.version ?? 'inconnue'} : jugé par elle, à titre indicatif.`,
  );
  const avant = p.attenue;
  p.attenue = true;
  appliquer(p, gabarit, ressource);
  p.attenue = avant;
}

function appliquer(p: Passage, gabarit: Gabarit, ressource: Objet): boolean {
  const type = enTexte(ressource['resourceType']);
  if (gabarit.type !== type && !/^(Domain)?Resource$/.test(gabarit.type)) {
    p.erreur('structure', 'profil', `Le profil ${gabarit.url} vaut pour ${gabarit.type}, pas pour ${type}.`);
    return false;
  }
  gabarit.juge(p, ressource, undefined);
  return gabarit.type === type;
}

function dire(p: Passage, texte: string): void {
  p.entrer('meta');
  p.avertir('not-found', 'profil', texte);
  p.sortir();
}
