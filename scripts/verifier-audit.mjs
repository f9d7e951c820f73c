#!/usr/bin/env node
// Independent verifier of an audit export of Cordée. One file, no other code: read it, then run it with any Node 20 or later.
//   node verifier-audit.mjs EXPORT --cle PUBLIQUE.pem [--ancres ANCRES.ndjson]     is the journal what was sealed?
//   node verifier-audit.mjs EXPORT --cle PUBLIQUE.pem --inclusion N > preuve.json  proof that line N is in it, without the others
//   node verifier-audit.mjs EXPORT --cle PUBLIQUE.pem --coherence M,N > preuve.json  proof that seal N only adds to seal M
//   node verifier-audit.mjs --preuve preuve.json --cle PUBLIQUE.pem                 checks such a proof alone
//
// The export: one JSON per line.
//   {"cordee":"audit:1","territoire":"t0001","cle":"<id>"}                   first line
//   {"n":0,"feuille":"<hex>","sel":"<hex>","ligne":{…}}                      a line of the journal; its text is hashed as it stands
//   {"n":1,"feuille":"<hex>"}                                                a line erased in its time: only its leaf is left
//   {"sceau":{"numero":…,"taille":…,"racine":…,"precedente":…,"le":…,"cle":…,"signature":…}}
//   {"fin":{"taille":…,"sceaux":…}}                                          last line
// Tree: RFC 6962. leaf = SHA-256(0x00 ‖ salt ‖ text), node = SHA-256(0x01 ‖ left ‖ right). Signature: Ed25519 of
//   cordee-sceau:1:<territoire>:<numero>:<taille>:<racine>:<precedente>:<le>:<cle>
// Anchors: the same seals, one per line, received day after day by somebody else. Without them a journal cut at a seal looks whole.
// Exit code: 0 intact, 1 not, 2 wrong usage.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const sha256 = (...parts) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
const ZERO = Buffer.from([0]);
const UN = Buffer.from([1]);
const noeud = (g, d) => sha256(UN, g, d);
const VIDE = sha256();

export function lireCle(pem) {
  const cle = createPublicKey(pem);
  if (cle.asymmetricKeyType !== 'ed25519') throw new Error('La clé publique n’est pas une clé Ed25519.');
  const empreinte = sha256(cle.export({ type: 'spki', format: 'der' }));
  return { cle, id: empreinte.toString('hex').slice(0, 16) };
}

const texteSigne = (territoire, s) =>
  `cordee-sceau:1:${territoire}:${s.numero}:${s.taille}:${s.racine}:${s.precedente}:${s.le}:${s.cle}`;

function signatureJuste(territoire, s, { cle, id }) {
  if (s.cle !== id || !/^[0-9a-f]{128}$/.test(s.signature)) return false;
  return verify(null, Buffer.from(texteSigne(territoire, s), 'utf8'), cle, Buffer.from(s.signature, 'hex'));
}

class Alteration extends Error {}
const non = (ou, quoi) => {
  throw new Alteration(`${ou} : ${quoi}`);
};

const LIGNE = /^\{"n":(0|[1-9]\d{0,14}),"feuille":"([0-9a-f]{64})"(?:,"sel":"([0-9a-f]{32})","ligne":(\{.*\}))?\}$/;
const SCEAU =
  /^\{"sceau":\{"numero":[1-9]\d*,"taille":[1-9]\d*,"racine":"[0-9a-f]{64}","precedente":"[0-9a-f]{64}","le":"[^"]+","cle":"[0-9a-f]{16}","signature":"[0-9a-f]{128}"\}\}$/;
const PURGE = /"action":"audit\.purger".*?"nombre":(\d+)/;

/** Reads the export line after line; `finir` says how it ended. Keeps a handful of hashes, never the journal. */
export class Verificateur {
  constructor(cle, ancres = []) {
    this.cle = cle;
    this.ancres = new Map(ancres.map((a) => [a.numero, a]));
    // Physical line of the file, then lines of the journal so far; lines erased, and those a traced purge explains.
    Object.assign(this, { rang: 0, n: 0, effacees: 0, expliquees: 0, fini: false, sceau: undefined, racine: VIDE });
    this.pile = []; // roots of complete subtrees, largest first
    this.garder = undefined; // { feuilles, sceaux } when proofs are wanted
  }

  lire(texte) {
    this.rang += 1;
    if (this.fini) non(`rang ${this.rang}`, 'quelque chose suit la fin du journal');
    if (this.rang === 1) this.entete(texte);
    else if (texte.startsWith('{"n":')) this.ligne(texte);
    else if (texte.startsWith('{"sceau":')) this.sceller(texte);
    else this.fin(texte);
  }

  entete(texte) {
    const lu = /^\{"cordee":"audit:1","territoire":"(t\d{4})","cle":"([0-9a-f]{16})"\}$/.exec(texte);
    if (lu === null) non('rang 1', 'ce n’est pas le début d’un journal de Cordée');
    if (lu[2] !== this.cle.id)
      non('rang 1', `le journal se dit scellé par la clé ${lu[2]}, la clé donnée est ${this.cle.id}`);
    this.territoire = lu[1];
  }

  ligne(texte) {
    const lu = LIGNE.exec(texte);
    if (lu === null) non(`rang ${this.rang}`, `ligne ${this.n} attendue, illisible`);
    const [, n, feuille, sel, contenu] = lu;
    if (Number(n) > this.n) non(`ligne ${this.n}`, `manquante ou déplacée (on trouve ${n} à sa place)`);
    if (Number(n) < this.n) non(`ligne ${n}`, `répétée, insérée ou déplacée (on attendait ${this.n})`);
    const octets = Buffer.from(feuille, 'hex');
    if (contenu === undefined) this.effacees += 1;
    else {
      if (!sha256(ZERO, Buffer.from(sel, 'hex'), contenu).equals(octets)) non(`ligne ${n}`, 'altérée');
      const purge = PURGE.exec(contenu);
      if (purge !== null) this.expliquees += Number(purge[1]);
    }
    this.garder?.feuilles.push(octets);
    this.empiler(octets);
  }

  empiler(feuille) {
    let sommet = feuille;
    for (let reste = this.n; reste % 2 === 1; reste = (reste - 1) / 2) sommet = noeud(this.pile.pop(), sommet);
    this.pile.push(sommet);
    this.n += 1;
  }

  sceller(texte) {
    if (!SCEAU.test(texte)) non(`rang ${this.rang}`, 'sceau illisible');
    const { sceau: s } = JSON.parse(texte);
    const ou = `sceau ${s.numero}`;
    const attendu = (this.sceau?.numero ?? 0) + 1;
    if (s.numero !== attendu) non(ou, `manquant, répété ou déplacé (on attendait le sceau ${attendu})`);
    if (!signatureJuste(this.territoire, s, this.cle))
      non(ou, 'signature fausse : ce sceau n’a pas été fait par la clé donnée');
    const debut = this.sceau?.taille ?? 0;
    if (s.taille !== this.n)
      non(ou, `${s.taille} lignes scellées, ${this.n} trouvées : manquantes ou insérées entre ${debut} et ${this.n}`);
    if (s.precedente !== this.racine.toString('hex')) non(ou, 'bifurcation : il ne continue pas le sceau précédent');
    this.racine = this.pile.reduceRight((d, g) => noeud(g, d));
    if (s.racine !== this.racine.toString('hex'))
      non(ou, `une des lignes ${debut} à ${this.n - 1} a été remplacée avec sa feuille`);
    const ancre = this.ancres.get(s.numero);
    if (ancre !== undefined && (ancre.racine !== s.racine || ancre.taille !== s.taille))
      non(ou, 'bifurcation : l’ancre de ce jour dit autre chose');
    this.sceau = s;
    this.garder?.sceaux.push(s);
  }

  fin(texte) {
    const lu = /^\{"fin":\{"taille":(\d+),"sceaux":(\d+)\}\}$/.exec(texte);
    if (lu === null) non(`rang ${this.rang}`, 'ligne illisible');
    const sceaux = this.sceau?.numero ?? 0;
    if (Number(lu[1]) !== this.n || Number(lu[2]) !== sceaux)
      non('fin', `${lu[1]} lignes et ${lu[2]} sceaux annoncés, ${this.n} et ${sceaux} trouvés`);
    this.fini = true;
  }

  finir() {
    const { n, effacees, expliquees, territoire } = this;
    const { numero, taille } = this.sceau ?? { numero: 0, taille: 0 };
    if (!this.fini) non('fin', 'journal tronqué : il n’a pas de fin');
    if (n !== taille) non('fin', `les lignes ${taille} à ${n - 1} ne sont pas scellées`);
    const loin = [...this.ancres.keys()].find((ancre) => ancre > numero);
    if (loin !== undefined) non('fin', `journal tronqué : l’ancre du sceau ${loin} va plus loin`);
    if (effacees !== expliquees)
      non('fin', `${effacees} lignes effacées, ${expliquees} expliquées par une purge tracée : des lignes manquent`);
    return { territoire, lignes: n, effacees, sceaux: numero, racine: this.racine.toString('hex') };
  }
}

/** All in memory: `{ intact: true, … }` or `{ intact: false, ou }`. */
export function verifierLignes(lignes, cle, ancres) {
  const v = new Verificateur(cle, ancres);
  try {
    for (const ligne of lignes) v.lire(ligne);
    return { intact: true, ...v.finir() };
  } catch (erreur) {
    if (!(erreur instanceof Alteration)) throw erreur;
    return { intact: false, ou: erreur.message };
  }
}

// ── Proofs (RFC 6962 §2.1.1 and §2.1.2) ─────────────────────────────────────────────────────────────────────────────────────────

const coupe = (n) => 2 ** Math.floor(Math.log2(n - 1)); // largest power of two strictly below n
function racineDe(f) {
  if (f.length <= 1) return f[0] ?? VIDE;
  const k = coupe(f.length);
  return noeud(racineDe(f.slice(0, k)), racineDe(f.slice(k)));
}

export function cheminDInclusion(f, m) {
  if (f.length <= 1) return [];
  const k = coupe(f.length);
  return m < k
    ? [...cheminDInclusion(f.slice(0, k), m), racineDe(f.slice(k))]
    : [...cheminDInclusion(f.slice(k), m - k), racineDe(f.slice(0, k))];
}

export function inclusionJuste(feuille, m, taille, chemin, racine) {
  const remonter = (m, n, reste) => {
    if (n === 1) return reste.length === 0 ? feuille : undefined;
    const k = coupe(n);
    const autre = reste.at(-1);
    const sous = autre && (m < k ? remonter(m, k, reste.slice(0, -1)) : remonter(m - k, n - k, reste.slice(0, -1)));
    return sous && (m < k ? noeud(sous, autre) : noeud(autre, sous));
  };
  return m >= 0 && m < taille && remonter(m, taille, chemin)?.equals(racine) === true;
}

export function cheminDeCoherence(f, m, entier = true) {
  const n = f.length;
  if (m === n) return entier ? [] : [racineDe(f)];
  const k = coupe(n);
  return m <= k
    ? [...cheminDeCoherence(f.slice(0, k), m, entier), racineDe(f.slice(k))]
    : [...cheminDeCoherence(f.slice(k), m - k, false), racineDe(f.slice(0, k))];
}

export function coherenceJuste(m, n, racineM, racineN, chemin) {
  if (m < 1 || m > n) return false;
  // Rebuilds both roots from the same path: [root of the first m, root of the n].
  const deux = (m, n, reste, entier) => {
    if (m === n) {
      if (entier) return reste.length === 0 ? [racineM, racineM] : undefined;
      return reste.length === 1 ? [reste[0], reste[0]] : undefined;
    }
    const k = coupe(n);
    const autre = reste.at(-1);
    if (autre === undefined) return undefined;
    if (m <= k) {
      const sous = deux(m, k, reste.slice(0, -1), entier);
      return sous && [sous[0], noeud(sous[1], autre)];
    }
    const sous = deux(m - k, n - k, reste.slice(0, -1), false);
    return sous && [noeud(autre, sous[0]), noeud(autre, sous[1])];
  };
  const refaites = deux(m, n, chemin, true);
  return refaites !== undefined && refaites[0].equals(racineM) && refaites[1].equals(racineN);
}

const hex = (b) => b.toString('hex');
const octets = (t) => Buffer.from(t, 'hex');

/** A proof says which it is, and carries the signed seals it leans on: nothing else is needed to check it. */
export function preuveJuste(p, cle) {
  if (p.sceau === undefined || !signatureJuste(p.territoire, p.sceau, cle)) return false;
  const chemin = p.chemin.map(octets);
  if (p.preuve === 'inclusion') {
    const feuille = p.ligne === undefined ? octets(p.feuille) : sha256(ZERO, octets(p.sel), p.ligne);
    return inclusionJuste(feuille, p.n, p.sceau.taille, chemin, octets(p.sceau.racine));
  }
  if (p.preuve !== 'coherence' || !signatureJuste(p.territoire, p.avant, cle)) return false;
  return coherenceJuste(p.avant.taille, p.sceau.taille, octets(p.avant.racine), octets(p.sceau.racine), chemin);
}

/** Only on a verified journal whose leaves were kept (`garder`). */
export function prouver({ territoire, garder: { feuilles, sceaux } }, { inclusion, coherence }) {
  if (inclusion !== undefined) {
    const { n, sel, ligne } = inclusion;
    const quoi = ligne === undefined ? { feuille: hex(feuilles[n]) } : { sel, ligne };
    const chemin = cheminDInclusion(feuilles, n).map(hex);
    return { preuve: 'inclusion', territoire, n, ...quoi, sceau: sceaux.at(-1), chemin };
  }
  const [avant, sceau] = coherence.map((numero) => sceaux[numero - 1]);
  const chemin = cheminDeCoherence(feuilles.slice(0, sceau.taille), avant.taille).map(hex);
  return { preuve: 'coherence', territoire, avant, sceau, chemin };
}

// ── Command ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const option = (args, nom) => (args.includes(nom) ? args[args.indexOf(nom) + 1] : undefined);
export const lireAncres = (texte) => (texte.match(/^.+$/gm) ?? []).map((ligne) => JSON.parse(ligne).sceau);

async function lancer(args) {
  const fichierCle = option(args, '--cle');
  const fichier = args[0] ?? '--';
  const preuve = option(args, '--preuve');
  if (fichierCle === undefined || (preuve === undefined && fichier.startsWith('--'))) {
    console.error('Voyez les commandes en tête de ce fichier.');
    return 2;
  }
  const cle = lireCle(readFileSync(fichierCle, 'utf8'));
  if (preuve !== undefined) {
    const juste = preuveJuste(JSON.parse(readFileSync(preuve, 'utf8')), cle);
    console.log(juste ? 'Preuve juste.' : 'PREUVE FAUSSE.');
    return juste ? 0 : 1;
  }
  const ancres = option(args, '--ancres');
  const v = new Verificateur(cle, ancres === undefined ? [] : lireAncres(readFileSync(ancres, 'utf8')));
  const n = option(args, '--inclusion');
  const deux = option(args, '--coherence');
  if (n !== undefined || deux !== undefined) v.garder = { feuilles: [], sceaux: [] };
  let voulue;
  try {
    for await (const ligne of createInterface({ input: createReadStream(fichier), crlfDelay: Infinity })) {
      v.lire(ligne);
      if (n !== undefined && ligne.startsWith(`{"n":${n},`)) voulue = LIGNE.exec(ligne);
    }
    const bilan = v.finir();
    if (n !== undefined && voulue === undefined) non(`ligne ${n}`, 'absente de ce journal');
    if (n === undefined && deux === undefined) console.log(enMots(bilan, v.ancres.size));
    else {
      const inclusion = n === undefined ? undefined : { n: Number(n), sel: voulue[3], ligne: voulue[4] };
      console.log(JSON.stringify(prouver(v, { inclusion, coherence: deux?.split(',').map(Number) })));
    }
    return 0;
  } catch (erreur) {
    if (!(erreur instanceof Alteration)) throw erreur;
    console.log(`JOURNAL ALTÉRÉ — ${erreur.message}`);
    return 1;
  }
}

const SANS_ANCRE = ' (sans ancre, une coupure à un sceau ne se verrait pas)';
const enMots = ({ lignes, effacees, sceaux, racine }, ancres) =>
  `Journal intact : ${lignes} lignes (${effacees} effacées à leur terme), ${sceaux} sceaux, ${ancres} ancres${ancres === 0 ? SANS_ANCRE : ''}.\nRacine ${racine}`;

if (process.argv[1]?.endsWith('verifier-audit.mjs')) process.exitCode = await lancer(process.argv.slice(2));
