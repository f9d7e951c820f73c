import type { Trouve } from './demande-lue.ts';
import { type Etendue, type Partie, trouver } from './partie.ts';
import { estAussiNomDeFamille, estPrenom } from './prenoms.ts';

/** Words that follow a civility or open a line without being a name, above all in messages written all in capitals. */
const JAMAIS_UN_NOM: ReadonlySet<string> = new Set(
  `a abandon accord actuellement age agee ai aide aider aidants ainsi alitee an ans apa appel appui apres as atteint atteinte au aucun aussi autonome aux avait avec avez avis avoir ayant
bien bjr bonjour bonsoir bpco ca cabinet car ce cela cet cette chez chute chutes chuter cher chere ci cognitifs comme concernant concerne connue contact consoeur confrere coordination
cordialement dac dans date ddn de demande demander demandee demence depuis des diabete diabetique dit dm docteur doit domicile domiciliee dont dossier dr du ehpad elle en encore epuisee
epuise est et etait ete etre evaluation evaluer fait fille fils fin garde gir habitant habite hospitalisation hospitalise hospitalisee had ide il information informee isole isolee je jour l la
laquelle le lequel les leur lui ma mad mademoiselle maintien mais maison malade madame medecin merci mes messieurs mesdames moi mon monsieur mme mr n ne nee nes nom non nos notre nous on ou
orientation pas patient patiente patients perte petite plus pose porteur porteuse pour prenom present presente presentant prise probleme pt pte qu que qui quotidien refuse refus rdv relais retour
rentre rentree sa sans se sera ses seul seule si situation soins sort sortie sortant sortante souci souffre souhaite sous ssiad suite suivi suivie sur tel telephone tres trouble troubles un
une urgence urgent veuf veuve vient visite vit vivant vivent vos votre vous voudrait vu vue voir y`.split(/\s+/),
);
const PARTICULES: ReadonlySet<string> = new Set(
  'de du des d la le les ben bin el al van von der den da dos di del saint sainte st ste mac ould ait'.split(' '),
);
/** Only lower-case `de`, `du`… hesitate between a particle and « Mme Aubry de Maubeuge ». */
const PARTICULES_DE_LIEU: ReadonlySet<string> = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'd']);
const MOTS_MAXIMUM = 5;

interface Mot extends Etendue {
  readonly plie: string;
  readonly casse: 'capitales' | 'initiale' | 'minuscules';
  readonly particule: boolean;
}

export interface NomLu {
  readonly nom: Trouve<string>;
  readonly prenom?: Trouve<string>;
  /** In the folded text. */
  readonly etendue: Etendue;
}

function casseDe(source: string): Mot['casse'] {
  const lettres = source.replace(/[^\p{L}]/gu, '');
  if (lettres === lettres.toUpperCase() && lettres.length > 1) return 'capitales';
  return source.charAt(0) !== source.charAt(0).toLowerCase() ? 'initiale' : 'minuscules';
}

function motSuivant(partie: Partie, position: number): Mot | undefined {
  const trouve = /^ *([a-z]+(?:['-][a-z]+)*['-]?)(?=[^a-z]|$)/.exec(partie.plie.slice(position, position + 60));
  const plie = trouve?.[1];
  if (trouve === null || plie === undefined) return undefined;
  const fin = position + trouve[0].length;
  const debut = fin - plie.length;
  const source = partie.source.slice(partie.origines[debut], partie.origines[fin]);
  const nu = plie.replace(/['-]$/, '');
  return { debut, fin, plie: nu, casse: casseDe(source), particule: PARTICULES.has(nu) };
}

function estAdmis(mot: Mot, precedents: readonly Mot[], capitales: boolean): boolean {
  const [premier] = precedents;
  if (mot.particule) {
    if (!PARTICULES_DE_LIEU.has(mot.plie) || premier === undefined) return true;
    const dernier = precedents.at(-1);
    return (
      !capitales &&
      (mot.casse !== 'minuscules' || dernier?.particule === true || (dernier !== undefined && estPrenom(dernier.plie)))
    );
  }
  if (JAMAIS_UN_NOM.has(mot.plie) || mot.plie.length < 2) return false;
  const entiers = precedents.filter(({ particule }) => !particule);
  if (entiers.length === 0) return true;
  if (capitales || premier?.casse === 'minuscules')
    return entiers.length < 2 && [mot, ...entiers].some(({ plie }) => estPrenom(plie));
  return mot.casse !== 'minuscules';
}

/** Consecutive words that may be a name, from a position of the folded text. */
function lireMots(partie: Partie, depart: number): readonly Mot[] {
  const { capitales } = partie;
  const mots: Mot[] = [];
  for (let position = depart; mots.length < MOTS_MAXIMUM;) {
    const mot = motSuivant(partie, position);
    if (mot === undefined || !estAdmis(mot, mots, capitales)) break;
    mots.push(mot);
    position = mot.fin;
  }
  while (mots.at(-1)?.particule === true && mots.length > 1) mots.pop();
  return mots;
}

interface Decoupe {
  readonly nom: readonly Mot[];
  readonly prenom: readonly Mot[];
  readonly confiance: Trouve<string>['confiance'];
}

/** Which words are the family name: capitals decide (AUBRY Jeanne), then known given names, then the order « prénom nom ». */
function decouper(mots: readonly Mot[], capitales: boolean): Decoupe {
  const enCapitales = mots.filter(({ casse, particule }) => casse === 'capitales' && !particule);
  const enMinuscules = mots.filter(({ casse, particule }) => casse === 'initiale' && !particule);
  const premierCapital = mots.findIndex(({ casse }) => casse === 'capitales');
  if (!capitales && enCapitales.length > 0 && enMinuscules.length > 0) {
    return enMinuscules[0] === mots[0] && premierCapital > 0
      ? {
          prenom: mots.slice(0, debutDeNom(mots, premierCapital)),
          nom: mots.slice(debutDeNom(mots, premierCapital)),
          confiance: 'forte',
        }
      : { nom: mots.filter((mot) => !enMinuscules.includes(mot)), prenom: enMinuscules, confiance: 'forte' };
  }
  const [premier, dernier] = [mots[0], mots.at(-1)];
  if (mots.length < 2 || premier === undefined || dernier === undefined)
    return { nom: mots, prenom: [], confiance: 'moyenne' };
  const nomEnTete =
    !estPrenom(premier.plie) || (estAussiNomDeFamille(premier.plie) && !estAussiNomDeFamille(dernier.plie));
  if (estPrenom(dernier.plie) && nomEnTete) return { nom: mots.slice(0, -1), prenom: [dernier], confiance: 'moyenne' };
  if (premier.particule) return { nom: mots, prenom: [], confiance: 'moyenne' };
  return {
    prenom: [premier],
    nom: mots.slice(1),
    confiance: estPrenom(premier.plie) && !estPrenom(dernier.plie) ? 'moyenne' : 'faible',
  };
}

/** Particles before the capitals belong to the family name: `Jean de LA TOUR`. */
function debutDeNom(mots: readonly Mot[], premierCapital: number): number {
  let debut = premierCapital;
  while (debut > 1 && mots[debut - 1]?.particule === true) debut -= 1;
  return debut;
}

function etendueDe(mots: readonly Mot[]): Etendue | undefined {
  const [premier, dernier] = [mots[0], mots.at(-1)];
  return premier === undefined || dernier === undefined ? undefined : { debut: premier.debut, fin: dernier.fin };
}

function nommer(partie: Partie, etendue: Etendue, confiance: Trouve<string>['confiance']): Trouve<string> {
  const { extrait } = trouver(partie, etendue, '');
  return trouver(partie, etendue, extrait, confiance);
}

/** Reads a name at a position of the folded text; undefined when what stands there is not one. */
export function lireNom(partie: Partie, depart: number): NomLu | undefined {
  const mots = lireMots(partie, depart);
  const { nom, prenom, confiance } = decouper(mots, partie.capitales);
  const [etendue, duNom, duPrenom] = [etendueDe(mots), etendueDe(nom), etendueDe(prenom)];
  if (etendue === undefined || duNom === undefined || nom.every(({ particule }) => particule)) return undefined;
  return {
    nom: nommer(partie, duNom, confiance),
    ...(duPrenom === undefined ? {} : { prenom: nommer(partie, duPrenom, confiance) }),
    etendue,
  };
}
