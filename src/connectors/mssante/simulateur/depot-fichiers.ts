import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DepotSimule, EntreeDepot, EtatBoite } from './depot.ts';

/**
 * Dépôt dans un dossier : un sous-dossier par boîte, un fichier `.eml` par message et un journal `index.jsonl`.
 * Un message est écrit à côté, synchronisé puis renommé, et seulement alors inscrit au journal : après un arrêt brutal il est entier
 * ou absent. Une dernière ligne de journal déchirée est ignorée, un `.eml` entier non inscrit est repris à l'ouverture.
 * Un seul processus à la fois par dossier.
 */
const Ligne = z.discriminatedUnion('fait', [
  z.object({ fait: z.literal('boite'), uidvalidity: z.number().int(), uidSuivant: z.number().int() }),
  z.object({ fait: z.literal('depot'), uid: z.number().int(), taille: z.number().int(), recuLe: z.iso.datetime() }),
  z.object({ fait: z.literal('drapeaux'), uid: z.number().int(), drapeaux: z.array(z.string()) }),
  z.object({ fait: z.literal('supprime'), uid: z.number().int() }),
]);
type Ligne = z.infer<typeof Ligne>;

interface Boite {
  readonly dossier: string;
  uidvalidity: number;
  uidSuivant: number;
  entrees: Map<number, EntreeDepot>;
}

const JOURNAL = 'index.jsonl';

async function synchroniserDossier(dossier: string): Promise<void> {
  const poignee = await open(dossier, 'r');
  try {
    await poignee.sync();
  } finally {
    await poignee.close();
  }
}

async function ecrireDurable(dossier: string, nom: string, octets: Uint8Array): Promise<void> {
  const provisoire = join(dossier, `${nom}.partiel`);
  const poignee = await open(provisoire, 'w');
  try {
    await poignee.writeFile(octets);
    await poignee.sync();
  } finally {
    await poignee.close();
  }
  await rename(provisoire, join(dossier, nom));
  await synchroniserDossier(dossier);
}

async function inscrire(boite: Boite, ligne: Ligne): Promise<void> {
  const poignee = await open(join(boite.dossier, JOURNAL), 'a');
  try {
    await poignee.writeFile(`${JSON.stringify(ligne)}\n`);
    await poignee.sync();
  } finally {
    await poignee.close();
  }
}

function appliquer(boite: Boite, ligne: Ligne): void {
  if (ligne.fait === 'boite') {
    boite.uidvalidity = ligne.uidvalidity;
    boite.uidSuivant = ligne.uidSuivant;
    return;
  }
  const connue = boite.entrees.get(ligne.uid);
  if (ligne.fait === 'depot') {
    boite.entrees.set(ligne.uid, {
      uid: ligne.uid,
      taille: ligne.taille,
      recuLe: new Date(ligne.recuLe),
      drapeaux: [],
    });
    boite.uidSuivant = Math.max(boite.uidSuivant, ligne.uid + 1);
  } else if (ligne.fait === 'supprime') {
    boite.entrees.delete(ligne.uid);
  } else if (connue !== undefined) {
    boite.entrees.set(ligne.uid, { ...connue, drapeaux: ligne.drapeaux });
  }
}

async function lireJournal(dossier: string): Promise<Ligne[]> {
  const noms = await readdir(dossier);
  if (!noms.includes(JOURNAL)) {
    return [];
  }
  const texte = await readFile(join(dossier, JOURNAL), 'utf8');
  // Après le dernier retour à la ligne : écriture interrompue, donc jamais acquittée.
  return texte
    .split('\n')
    .slice(0, -1)
    .map((ligne) => Ligne.parse(JSON.parse(ligne)));
}

/** Journal réécrit d'un bloc : une ligne d'état puis un dépôt (et ses drapeaux) par message présent. */
function journalCompact(boite: Boite): Buffer {
  const lignes: Ligne[] = [{ fait: 'boite', uidvalidity: boite.uidvalidity, uidSuivant: boite.uidSuivant }];
  for (const { uid, taille, recuLe, drapeaux } of boite.entrees.values()) {
    lignes.push({ fait: 'depot', uid, taille, recuLe: recuLe.toISOString() });
    if (drapeaux.length > 0) {
      lignes.push({ fait: 'drapeaux', uid, drapeaux: [...drapeaux] });
    }
  }
  return Buffer.from(lignes.map((ligne) => `${JSON.stringify(ligne)}\n`).join(''));
}

/** Accorde le journal et le dossier après un arrêt brutal : reprend les `.eml` entiers non inscrits, oublie le reste. */
async function reparer(boite: Boite, nes: ReadonlySet<number>): Promise<void> {
  const presents = new Set<number>();
  for (const nom of await readdir(boite.dossier)) {
    const uid = Number(/^(\d+)\.eml$/.exec(nom)?.[1] ?? Number.NaN);
    if (nom.endsWith('.partiel') || (nes.has(uid) && !boite.entrees.has(uid))) {
      await rm(join(boite.dossier, nom), { force: true });
      continue;
    }
    if (!Number.isNaN(uid) && !boite.entrees.has(uid)) {
      const { size, mtime } = await stat(join(boite.dossier, nom));
      appliquer(boite, { fait: 'depot', uid, taille: size, recuLe: mtime.toISOString() });
    }
    presents.add(uid);
  }
  // Inscrit mais absent : l'arrêt a surpris une renumérotation, le même message est là sous son nouveau numéro.
  boite.entrees = new Map([...boite.entrees].filter(([uid]) => presents.has(uid)).sort(([a], [b]) => a - b));
}

async function ouvrir(racine: string, adresse: string, uidvalidity: number): Promise<Boite> {
  const dossier = join(racine, encodeURIComponent(adresse));
  await mkdir(dossier, { recursive: true });
  const boite: Boite = { dossier, uidvalidity, uidSuivant: 1, entrees: new Map() };
  const lignes = await lireJournal(dossier);
  for (const ligne of lignes) {
    appliquer(boite, ligne);
  }
  await reparer(boite, new Set(lignes.flatMap((ligne) => (ligne.fait === 'depot' ? [ligne.uid] : []))));
  await ecrireDurable(dossier, JOURNAL, journalCompact(boite));
  return boite;
}

async function renumeroterBoite(boite: Boite): Promise<void> {
  const decalage = boite.uidSuivant;
  // Nouveaux numéros au-dessus des anciens : un arrêt au milieu ne peut pas écraser un message par un autre.
  const anciennes = [...boite.entrees.values()];
  const nouvelles = new Map(anciennes.map((entree, rang) => [decalage + rang, { ...entree, uid: decalage + rang }]));
  for (const [rang, entree] of anciennes.entries()) {
    await rename(join(boite.dossier, `${entree.uid}.eml`), join(boite.dossier, `${decalage + rang}.eml`));
  }
  boite.entrees = nouvelles;
  boite.uidvalidity += 1;
  boite.uidSuivant = decalage + nouvelles.size;
  await ecrireDurable(boite.dossier, JOURNAL, journalCompact(boite));
}

/** Ouvre (ou crée) le dépôt du dossier. `uidvalidity` : numéro donné aux boîtes nouvelles. */
export function depotEnFichiers(racine: string, uidvalidity = 1): DepotSimule {
  const boites = new Map<string, Promise<Boite>>();
  const files = new Map<string, Promise<unknown>>();

  // Une opération à la fois par boîte : l'ordre des UID est l'ordre des dépôts.
  function enFile<T>(adresse: string, tache: (boite: Boite) => Promise<T>): Promise<T> {
    const boite = boites.get(adresse) ?? ouvrir(racine, adresse, uidvalidity);
    boites.set(adresse, boite);
    const suite = (files.get(adresse) ?? Promise.resolve()).then(async () => tache(await boite));
    files.set(
      adresse,
      suite.catch(() => undefined),
    );
    return suite;
  }

  async function noter(boite: Boite, ligne: Ligne): Promise<void> {
    await inscrire(boite, ligne);
    appliquer(boite, ligne);
  }

  return {
    async adresses() {
      await mkdir(racine, { recursive: true });
      return (await readdir(racine)).map((nom) => decodeURIComponent(nom));
    },
    etat: (adresse) =>
      enFile(adresse, async ({ uidvalidity: validite, uidSuivant, entrees }): Promise<EtatBoite> => {
        return { uidvalidity: validite, uidSuivant, entrees: [...entrees.values()] };
      }),
    deposer: (adresse, octets, recuLe) =>
      enFile(adresse, async (boite) => {
        const uid = boite.uidSuivant;
        await ecrireDurable(boite.dossier, `${uid}.eml`, octets);
        await noter(boite, { fait: 'depot', uid, taille: octets.byteLength, recuLe: recuLe.toISOString() });
        return uid;
      }),
    lire: (adresse, uid) =>
      enFile(adresse, async (boite) =>
        boite.entrees.has(uid) ? new Uint8Array(await readFile(join(boite.dossier, `${uid}.eml`))) : undefined,
      ),
    marquer: (adresse, uid, drapeaux) =>
      enFile(adresse, (boite) => noter(boite, { fait: 'drapeaux', uid, drapeaux: [...drapeaux] })),
    supprimer: (adresse, uid) =>
      enFile(adresse, async (boite) => {
        await noter(boite, { fait: 'supprime', uid });
        await rm(join(boite.dossier, `${uid}.eml`), { force: true });
      }),
    renumeroter: (adresse) => enFile(adresse, renumeroterBoite),
    async fermer() {
      await Promise.all(files.values());
      boites.clear();
    },
  };
}
