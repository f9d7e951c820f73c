import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import { EXTENSIONS_CORDEE } from '#fhir/definitions/index.ts';
import { creerValidateur, issuesOperationOutcome, PaquetIllisible, type Validateur } from '#fhir/validateur/index.ts';
import { lireArguments } from './arguments.ts';
import { MauvaisUsage, type Commande } from './commande.ts';

const usage = 'valider [--paquets DOSSIER] [--profil ADRESSE] FICHIER…';

export const valider: Commande = {
  nom: 'valider',
  usage,
  resume: 'Dit si des ressources FHIR respectent la norme et les profils qu’elles annoncent.',
  detail: [
    'Lit des fichiers .json (une ressource) ou .ndjson (une par ligne). Écrit un OperationOutcome par ressource, un par ligne.',
    'Se termine par le code 1 si une ressource porte une erreur ou ne peut pas être lue.',
    '--paquets  dossier de paquets FHIR (.tgz), ou un paquet ; plusieurs fois possible. Par défaut : CORDEE_PAQUETS, sinon aucun.',
    '--profil   profil à respecter en plus de ceux que la ressource annonce ; plusieurs fois possible.',
  ],
  executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, {
      paquets: { type: 'string', multiple: true },
      profil: { type: 'string', multiple: true },
    });
    if (positionals.length === 0) throw new MauvaisUsage(`Quel fichier valider ? Écrivez : npm run cordee -- ${usage}`);
    const validateur = ouvrir(values.paquets ?? paquetsParDefaut());
    let toutVaBien = true;
    for (const { source, contenu } of positionals.flatMap(lireFichier)) {
      const issues = contenu.lu
        ? issuesOperationOutcome(validateur.valider(contenu.ressource, { profils: values.profil ?? [] }))
        : [illisible(contenu.raison)];
      dire(JSON.stringify(resultat(source, issues)));
      toutVaBien &&= issues.every(({ severity }) => severity !== 'error' && severity !== 'fatal');
    }
    return Promise.resolve(toutVaBien ? 0 : 1);
  },
};

function paquetsParDefaut(): readonly string[] {
  const dossier = process.env['CORDEE_PAQUETS'];
  return dossier === undefined || dossier === '' ? [] : [dossier];
}

function ouvrir(paquets: readonly string[]): Validateur {
  try {
    return creerValidateur({ paquets: paquets.map((chemin) => path.resolve(chemin)), extensions: EXTENSIONS_CORDEE });
  } catch (erreur) {
    if (erreur instanceof PaquetIllisible) throw new MauvaisUsage(erreur.message, { cause: erreur });
    throw erreur;
  }
}

type Contenu = { readonly lu: true; readonly ressource: unknown } | { readonly lu: false; readonly raison: string };

interface Entree {
  /** `fichier`, or `fichier#ligne`. */
  readonly source: string;
  readonly contenu: Contenu;
}

function lireFichier(fichier: string): readonly Entree[] {
  let texte: string;
  try {
    texte = readFileSync(fichier, 'utf8');
  } catch {
    const raison = `Le fichier ${fichier} ne peut pas être lu : vérifiez son nom, et que ce n’est pas un dossier.`;
    return [{ source: fichier, contenu: { lu: false, raison } }];
  }
  if (!fichier.endsWith('.ndjson')) return [{ source: fichier, contenu: lireJson(texte) }];
  return texte
    .split('\n')
    .flatMap((ligne, i) => (ligne.trim() === '' ? [] : [{ source: `${fichier}#${i + 1}`, contenu: lireJson(ligne) }]));
}

function lireJson(texte: string): Contenu {
  try {
    const ressource: unknown = JSON.parse(texte.replace(/^\uFEFF/, ''));
    return { lu: true, ressource };
  } catch (erreur) {
    const ou = erreur instanceof SyntaxError ? ` (${erreur.message})` : '';
    return { lu: false, raison: `Le contenu n’est pas du JSON${ou}.` };
  }
}

function illisible(raison: string): OperationOutcomeIssue {
  return { severity: 'fatal', code: 'structure', details: { text: raison } };
}

/** `meta.source` says which file, and which line of it, the outcome is about. */
function resultat(source: string, issue: OperationOutcomeIssue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', meta: { source: encodeURI(source) }, issue };
}
