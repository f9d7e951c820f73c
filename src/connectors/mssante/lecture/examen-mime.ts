import type { RaisonIllisible } from '../boite.ts';

/**
 * Bornes examinées avant l'analyse MIME, en un passage sur les octets : le temps d'analyse qui suit est alors borné
 * lui aussi (security.md §9 B4 : une file jamais bloquée plus de 5 s). Choisies très au-dessus des messages réels.
 */
export const BORNES_MIME = {
  octetsEntetes: 256 * 1024,
  lignesEntetes: 1000,
  /** Une ligne d'en-tête repliée : destinataires par centaines, références par dizaines. */
  octetsUnEntete: 64 * 1024,
  /** Déclarations `boundary=` : borne la profondeur. Dix transferts imbriqués en déclarent une trentaine. */
  declarationsDeFrontiere: 64,
  /** Lignes commençant par `--`, frontières possibles : borne le nombre de parties. */
  lignesFrontiere: 5000,
  parties: 300,
  caracteresHtml: 2_000_000,
} as const;

export interface EntetesBruts {
  /** Nom en minuscules et ligne entière, repliée, décodée en latin1 pour ne rien perdre. */
  readonly lignes: readonly { readonly nom: string; readonly valeur: string }[];
  /** Position du premier octet du corps. */
  readonly debutCorps: number;
}

/** Fin de la première ligne vide, LF ou CRLF ; tout le message quand il n'y en a pas. */
function debutDuCorps(octets: Buffer): number {
  const crlf = octets.indexOf('\r\n\r\n', 0, 'latin1');
  const lf = octets.indexOf('\n\n', 0, 'latin1');
  if (crlf === -1 && lf === -1) {
    return octets.length;
  }
  return lf === -1 || (crlf !== -1 && crlf < lf) ? crlf + 4 : lf + 2;
}

/** Découpe les en-têtes, sans les interpréter. Ne lit que les 256 premiers Kio. */
export function lireEntetesBruts(octets: Buffer): EntetesBruts {
  const debutCorps = debutDuCorps(octets);
  const bloc = octets.subarray(0, Math.min(debutCorps, BORNES_MIME.octetsEntetes)).toString('latin1');
  const lignes: { nom: string; valeur: string }[] = [];
  let nom = '';
  let morceaux: string[] = [];
  const clore = () => {
    if (nom !== '') {
      lignes.push({ nom, valeur: morceaux.join('\n').trim() });
    }
  };
  for (const ligne of bloc.split(/\r?\n/)) {
    if (/^[ \t]/.test(ligne)) {
      morceaux.push(ligne);
      continue;
    }
    clore();
    const deuxPoints = ligne.indexOf(':');
    nom = deuxPoints > 0 ? ligne.slice(0, deuxPoints).trim().toLowerCase() : '';
    morceaux = [ligne.slice(deuxPoints + 1)];
  }
  clore();
  return { lignes, debutCorps };
}

function compter(octets: Buffer, motif: string, borne: number): number {
  let compte = 0;
  for (
    let ici = octets.indexOf(motif, 0, 'latin1');
    ici !== -1;
    ici = octets.indexOf(motif, ici + motif.length, 'latin1')
  ) {
    compte += 1;
    if (compte > borne) {
      return compte;
    }
  }
  return compte;
}

function compterSansCasse(octets: Buffer, motif: RegExp, borne: number): number {
  let compte = 0;
  for (const _ of octets.toString('latin1').matchAll(motif)) {
    compte += 1;
    if (compte > borne) {
      return compte;
    }
  }
  return compte;
}

function raisonDesEntetes(entetes: EntetesBruts): RaisonIllisible | undefined {
  if (entetes.debutCorps > BORNES_MIME.octetsEntetes || entetes.lignes.length > BORNES_MIME.lignesEntetes) {
    return 'entetes-demesures';
  }
  if (entetes.lignes.some((ligne) => ligne.valeur.length > BORNES_MIME.octetsUnEntete)) {
    return 'entetes-demesures';
  }
  // Zéro ou plusieurs `From` : les logiciels n'affichent pas tous le même, vecteur d'usurpation (security.md §5, MIME).
  if (entetes.lignes.filter((ligne) => ligne.nom === 'from').length !== 1) {
    return 'expediteur-ambigu';
  }
  return undefined;
}

/** Raison de ne pas analyser ces octets, ou undefined quand l'analyse est sans danger. */
export function examinerMime(octets: Buffer, entetes: EntetesBruts): RaisonIllisible | undefined {
  const desEntetes = raisonDesEntetes(entetes);
  if (desEntetes !== undefined) {
    return desEntetes;
  }
  if (
    compterSansCasse(octets, /boundary\*?[0-9*]{0,4}=/gi, BORNES_MIME.declarationsDeFrontiere) >
    BORNES_MIME.declarationsDeFrontiere
  ) {
    return 'imbrication';
  }
  if (compter(octets, '\n--', BORNES_MIME.lignesFrontiere) > BORNES_MIME.lignesFrontiere) {
    return 'trop-de-parties';
  }
  return undefined;
}
