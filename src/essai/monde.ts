import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { demarrerSimulateurAntivirus, type SimulateurAntivirus } from '#connectors/antivirus/simulateur/simulateur.ts';
import { demarrerSimulateurInsi, type SimulateurInsi } from '#connectors/insi/simulateur/simulateur.ts';
import { creerSimulateurPsc, type SimulateurPsc } from '#connectors/psc/simulateur/simulateur.ts';
import { demarrerSimulateur, depotEnFichiers, type BoiteSimulee, type Simulateur } from '#connectors/mssante/index.ts';
import { nouveauSecret } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { personnesDInsi } from './insi.ts';
import { lirePersonas, pourLeSimulateur, type PersonaEssai } from './personas.ts';

export interface MondeEssai {
  readonly psc: SimulateurPsc;
  readonly clientPsc: { readonly clientId: string; readonly secret: string };
  readonly messagerie: Simulateur;
  readonly insi: SimulateurInsi;
  readonly antivirus: SimulateurAntivirus;
  arreter(): Promise<void>;
}

const DOMAINE = 'mss-orsene.invalid';

/** The outside world of the trial profile: a card provider, a secure mail operator and everybody's mailbox. */
export async function demarrerMonde(outils: {
  base: Base;
  territoire: CodeTerritoire;
  dossier: string;
  origine: string;
  journal: Journal;
}): Promise<MondeEssai> {
  const personas = await lirePersonas();
  const clientPsc = { clientId: 'cordee', secret: nouveauSecret() };
  const psc = await creerSimulateurPsc({
    issuer: `${outils.origine}/simulateurs/psc`,
    personas: personas.filter((p) => p.connexion !== 'sans_compte').map(pourLeSimulateur),
    clients: [
      {
        ...clientPsc,
        redirectUris: [`${outils.origine}/connexion/psc/retour`],
        retoursDeconnexion: [`${outils.origine}/connexion`],
        avisDeDeconnexion: `${outils.origine}/connexion/psc/avis-de-deconnexion`,
      },
    ],
    journal: outils.journal,
  });
  const dossier = path.join(outils.dossier, 'messagerie');
  await mkdir(dossier, { recursive: true });
  const boites = await boitesDuMonde({ ...outils, personas });
  const messagerie = await demarrerSimulateur({
    domaines: [...new Set(boites.map((b) => b.adresse.split('@')[1] ?? DOMAINE))].map((nom) => ({
      nom,
      boites: 'liste' as const,
    })),
    domainesHorsEspace: ['courriel-ordinaire.invalid'],
    boites,
    depot: depotEnFichiers(dossier),
  });
  const insi = await demarrerSimulateurInsi({ personnes: await personnesDInsi() });
  const antivirus = await demarrerSimulateurAntivirus();
  return {
    psc,
    clientPsc,
    messagerie,
    insi,
    antivirus,
    arreter: async () => {
      await messagerie.arreter();
      await insi.arreter();
      await antivirus.arreter();
    },
  };
}

/** The boxes a visitor needs for the tour stand first; the hundreds of others follow. */
const A_ESSAYER = 'Pour la visite';
const PROFESSIONNELS = 'Professionnels';
const STRUCTURES = 'Services et structures';
const LES_NOTRES = 'Boîtes que Cordée lit elle-même';
const SERVICES_DE_LA_VISITE = ['SAD Les Tilleuls', 'SAD Bel Automne'];

const Telecom = z.object({ system: z.string().optional(), value: z.string().optional() });
const Fiche = z.object({
  id: z.string(),
  name: z
    .union([
      z.string(),
      z.array(
        z.object({
          family: z.string().optional(),
          given: z.array(z.string()).optional(),
          suffix: z.array(z.string()).optional(),
        }),
      ),
    ])
    .optional(),
  practitioner: z.object({ reference: z.string().optional() }).optional(),
  telecom: z.array(Telecom).optional(),
});
type Fiche = z.output<typeof Fiche>;

/** Every mailbox the directory publishes, our own aside, so that anybody can be written to and can answer. */
async function boitesDuMonde(outils: {
  base: Base;
  territoire: CodeTerritoire;
  personas: readonly PersonaEssai[];
}): Promise<readonly BoiteSimulee[]> {
  const { fiches, nous } = await outils.base.territoire<
    TablesTerritoire,
    { fiches: Fiche[]; nous: ReadonlyMap<string, string> }
  >(outils.territoire, async (sql) => {
    const lignes = await sql
      .selectFrom('annuaire')
      .select('annuaire.contenu')
      .where('annuaire.actif', '=', true)
      .where('annuaire.type', 'in', ['Practitioner', 'PractitionerRole', 'Organization'])
      .execute();
    const nos = (await lireReglage(sql, 'boites')) ?? [];
    return {
      fiches: lignes.map((l) => Fiche.parse(l.contenu)),
      nous: new Map(nos.map((b) => [b.adresse.toLowerCase(), b.nom])),
    };
  });
  const parId = new Map(fiches.map((f) => [f.id, f]));
  const boites = new Map<string, BoiteSimulee>();
  for (const fiche of fiches) {
    const porteur = parId.get(fiche.practitioner?.reference?.replace('Practitioner/', '') ?? '') ?? fiche;
    const personne = typeof porteur.name !== 'string';
    for (const adresse of adressesDe(fiche)) {
      if (nous.has(adresse) || boites.has(adresse)) continue;
      const nom = nomDe(porteur);
      boites.set(adresse, { adresse, nom: nom === '' ? adresse : nom, role: personne ? PROFESSIONNELS : STRUCTURES });
    }
  }
  for (const p of outils.personas) {
    const adresse = p.mssante?.toLowerCase();
    if (adresse !== undefined && !nous.has(adresse))
      boites.set(adresse, { adresse, nom: `${p.titre === 'DR' ? 'Dr ' : ''}${p.prenom} ${p.nom}`, role: A_ESSAYER });
  }
  for (const [adresse, nom] of nous) boites.set(adresse, { adresse, nom, role: LES_NOTRES });
  const ordre = [A_ESSAYER, PROFESSIONNELS, STRUCTURES, LES_NOTRES];
  return [...boites.values()]
    .map((b) => (SERVICES_DE_LA_VISITE.includes(b.nom) ? { ...b, role: A_ESSAYER } : b))
    .toSorted((a, b) => ordre.indexOf(a.role) - ordre.indexOf(b.role));
}

const adressesDe = (fiche: Fiche): readonly string[] =>
  (fiche.telecom ?? []).flatMap((t) =>
    t.system === 'email' && t.value?.toLowerCase().endsWith(`.${DOMAINE}`) === true ? [t.value.toLowerCase()] : [],
  );

function nomDe({ name }: Fiche): string {
  if (typeof name === 'string') return name;
  const nom = name?.[0];
  return [nom?.suffix?.[0] === 'DR' ? 'Dr' : '', ...(nom?.given ?? []), nom?.family ?? '']
    .filter((m) => m !== '')
    .join(' ');
}
