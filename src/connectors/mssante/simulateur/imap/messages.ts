import addressparser from 'nodemailer/lib/addressparser';
import { lireEntetesBruts } from '../../lecture/examen-mime.ts';
import type { EntreeDepot } from '../depot.ts';
import { chaine, dansEnsemble, SyntaxeImap, type Element } from './syntaxe.ts';

/** FETCH et SEARCH du simulateur : ce qu'il sait dire d'un message. */

export interface MessageVu {
  /** Numéro d'ordre dans la boîte, à partir de 1. */
  readonly rang: number;
  readonly entree: EntreeDepot;
}

const MOIS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateImap(le: Date): string {
  const deux = (nombre: number) => String(nombre).padStart(2, '0');
  const jour = `${deux(le.getUTCDate())}-${MOIS[le.getUTCMonth()] ?? 'Jan'}-${le.getUTCFullYear()}`;
  return `"${jour} ${deux(le.getUTCHours())}:${deux(le.getUTCMinutes())}:${deux(le.getUTCSeconds())} +0000"`;
}

function adresses(valeur: string | undefined): string {
  const lues = valeur === undefined ? [] : addressparser(valeur, { flatten: true });
  if (lues.length === 0) {
    return 'NIL';
  }
  const codees = lues.map(({ name, address }) => {
    const [boite = '', domaine = ''] = (address ?? '').split('@');
    return `(${chaine(name === '' ? undefined : name)} NIL ${chaine(boite)} ${chaine(domaine)})`;
  });
  return `(${codees.join('')})`;
}

function enveloppe(octets: Buffer): string {
  const { lignes } = lireEntetesBruts(octets);
  const lire = (nom: string) => lignes.find((ligne) => ligne.nom === nom)?.valeur.replaceAll(/\s*\n\s*/g, ' ');
  const de = adresses(lire('from'));
  const champs = [
    chaine(lire('date')),
    chaine(lire('subject')),
    de,
    lire('sender') === undefined ? de : adresses(lire('sender')),
    lire('reply-to') === undefined ? de : adresses(lire('reply-to')),
    adresses(lire('to')),
    adresses(lire('cc')),
    adresses(lire('bcc')),
    chaine(lire('in-reply-to')),
    chaine(lire('message-id')),
  ];
  return `ENVELOPE (${champs.join(' ')})`;
}

function extrait(octets: Buffer, section: string): Buffer {
  const { debutCorps } = lireEntetesBruts(octets);
  const champs = /^HEADER\.FIELDS \(([^)]*)\)$/i.exec(section)?.[1];
  if (champs !== undefined) {
    const voulus = new Set(champs.toLowerCase().split(/\s+/));
    const lignes = lireEntetesBruts(octets).lignes.filter((ligne) => voulus.has(ligne.nom));
    return Buffer.from(
      `${lignes.map(({ nom, valeur }) => `${nom}: ${valeur.replaceAll('\n', '\r\n')}\r\n`).join('')}\r\n`,
      'latin1',
    );
  }
  switch (section.toUpperCase()) {
    case '':
      return octets;
    case 'HEADER':
      return octets.subarray(0, debutCorps);
    case 'TEXT':
      return octets.subarray(debutCorps);
    default:
      throw new SyntaxeImap('Section de message non simulée');
  }
}

function corps(octets: Buffer, section: string, debut: number | undefined, longueur: number | undefined): Buffer {
  const voulu = extrait(octets, section);
  const partiel = debut === undefined ? voulu : voulu.subarray(debut, debut + (longueur ?? voulu.length));
  const origine = debut === undefined ? '' : `<${debut}>`;
  return Buffer.concat([Buffer.from(`BODY[${section}]${origine} {${partiel.length}}\r\n`, 'latin1'), partiel]);
}

const SIMPLES: Readonly<Record<string, (entree: EntreeDepot) => string>> = {
  UID: (entree) => `UID ${entree.uid}`,
  FLAGS: (entree) => `FLAGS (${entree.drapeaux.join(' ')})`,
  INTERNALDATE: (entree) => `INTERNALDATE ${dateImap(entree.recuLe)}`,
  'RFC822.SIZE': (entree) => `RFC822.SIZE ${entree.taille}`,
};

const MACROS: Readonly<Record<string, readonly string[]>> = {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
};

/** Éléments demandés par un FETCH, macros développées ; l'UID est ajouté à un UID FETCH (RFC 3501 §6.4.8). */
export function elementsDemandes(demande: Element | undefined, parUid: boolean): string[] {
  const liste = (typeof demande === 'string' ? [demande] : (demande ?? [])).map(String);
  const developpes = liste.flatMap((un) => MACROS[un.toUpperCase()] ?? [un]);
  return parUid && !developpes.some((un) => un.toUpperCase() === 'UID') ? ['UID', ...developpes] : developpes;
}

/** Vrai quand la lecture doit marquer le message comme vu (BODY[] sans PEEK). */
export function marqueCommeVu(elements: readonly string[]): boolean {
  return elements.some((un) => /^BODY\[/i.test(un));
}

/** Réponse FETCH d'un message. `octets` n'est lu que si un élément le demande. */
export async function reponseFetch(
  vu: MessageVu,
  elements: readonly string[],
  octets: () => Promise<Buffer>,
): Promise<Buffer> {
  const morceaux: Buffer[] = [];
  for (const element of elements) {
    const simple = SIMPLES[element.toUpperCase()];
    const partie = /^BODY(?:\.PEEK)?\[([^\]]*)\](?:<(\d+)(?:\.(\d+))?>)?$/i.exec(element);
    if (simple !== undefined) {
      morceaux.push(Buffer.from(simple(vu.entree)));
    } else if (element.toUpperCase() === 'ENVELOPE') {
      morceaux.push(Buffer.from(enveloppe(await octets()), 'latin1'));
    } else if (partie !== null) {
      const [, section = '', debut, longueur] = partie;
      const nombre = (texte: string | undefined) => (texte === undefined ? undefined : Number(texte));
      morceaux.push(corps(await octets(), section, nombre(debut), nombre(longueur)));
    } else {
      throw new SyntaxeImap(`Élément non simulé : ${element}`);
    }
  }
  const separes = morceaux.flatMap((un, rang) => (rang === 0 ? [un] : [Buffer.from(' '), un]));
  return Buffer.concat([Buffer.from(`* ${vu.rang} FETCH (`), ...separes, Buffer.from(')\r\n')]);
}

type Critere = (vu: MessageVu) => boolean;

function aDrapeau(drapeau: string): Critere {
  return ({ entree }) => entree.drapeaux.includes(drapeau);
}

function non(critere: Critere): Critere {
  return (vu) => !critere(vu);
}

const CRITERES: Readonly<Record<string, Critere>> = {
  ALL: () => true,
  SEEN: aDrapeau(String.raw`\Seen`),
  UNSEEN: non(aDrapeau(String.raw`\Seen`)),
  ANSWERED: aDrapeau(String.raw`\Answered`),
  UNANSWERED: non(aDrapeau(String.raw`\Answered`)),
  DELETED: aDrapeau(String.raw`\Deleted`),
  UNDELETED: non(aDrapeau(String.raw`\Deleted`)),
};

/** Critères de SEARCH : tous doivent être vrais. Lève `SyntaxeImap` sur un critère non simulé. */
export function criteres(demande: readonly Element[], tous: readonly MessageVu[]): Critere {
  const retenus: Critere[] = [];
  const reste = [...demande];
  for (let un = reste.shift(); un !== undefined; un = reste.shift()) {
    if (typeof un !== 'string') {
      retenus.push(criteres(un, tous));
      continue;
    }
    const connu = CRITERES[un.toUpperCase()];
    if (connu !== undefined) {
      retenus.push(connu);
    } else if (un.toUpperCase() === 'UID') {
      const dedans = dansEnsemble(String(reste.shift() ?? ''), tous.at(-1)?.entree.uid ?? 0);
      retenus.push(({ entree }) => dedans(entree.uid));
    } else if (un.toUpperCase() === 'NOT') {
      retenus.push(non(criteres(reste.splice(0, 1), tous)));
    } else {
      const dedans = dansEnsemble(un, tous.length);
      retenus.push(({ rang }) => dedans(rang));
    }
  }
  return (vu) => retenus.every((critere) => critere(vu));
}
