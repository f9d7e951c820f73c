import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { creerSimulateurPsc, type SimulateurPsc } from '#connectors/psc/simulateur/simulateur.ts';
import { demarrerSimulateur, depotEnFichiers, type Simulateur } from '#connectors/mssante/index.ts';
import { nouveauSecret } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { lirePersonas, pourLeSimulateur } from './personas.ts';

export interface MondeEssai {
  readonly psc: SimulateurPsc;
  readonly clientPsc: { readonly clientId: string; readonly secret: string };
  readonly messagerie: Simulateur;
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
      },
    ],
    journal: outils.journal,
  });
  const dossier = path.join(outils.dossier, 'messagerie');
  await mkdir(dossier, { recursive: true });
  const boites = await boitesDuMonde(outils.base, outils.territoire);
  const messagerie = await demarrerSimulateur({
    domaines: [...new Set(boites.map((b) => b.adresse.split('@')[1] ?? DOMAINE))].map((nom) => ({
      nom,
      boites: 'liste' as const,
    })),
    domainesHorsEspace: ['courriel-ordinaire.invalid'],
    boites,
    depot: await depotEnFichiers(dossier),
  });
  return { psc, clientPsc, messagerie, arreter: () => messagerie.arreter() };
}

/** Every mailbox the directory publishes, so that anybody can be written to and can answer. */
async function boitesDuMonde(base: Base, territoire: CodeTerritoire) {
  const lignes = await base.territoire<TablesTerritoire, { contenu: unknown; type: string }[]>(
    territoire,
    (sql: Kysely<TablesTerritoire>) =>
      sql
        .selectFrom('annuaire')
        .select(['annuaire.contenu', 'annuaire.type'])
        .where('annuaire.actif', '=', true)
        .where('annuaire.type', 'in', ['Practitioner', 'PractitionerRole', 'Organization'])
        .execute(),
  );
  const vues = new Map<string, { adresse: string; nom: string; role: string }>();
  for (const { contenu, type } of lignes) {
    const r = contenu as {
      name?: string | { family?: string; given?: string[] }[];
      telecom?: { system?: string; value?: string; extension?: unknown }[];
    };
    const nom =
      typeof r.name === 'string' ? r.name : [...(r.name?.[0]?.given ?? []), r.name?.[0]?.family ?? ''].join(' ').trim();
    for (const t of r.telecom ?? []) {
      const adresse = t.value?.toLowerCase();
      if (t.system !== 'email' || adresse === undefined || !adresse.endsWith(`.${DOMAINE}`)) continue;
      const connue = vues.get(adresse);
      const role = type === 'Organization' ? 'Services et structures' : 'Professionnels';
      vues.set(adresse, {
        adresse,
        nom: connue?.nom !== undefined && connue.nom !== '' ? connue.nom : nom === '' ? adresse : nom,
        role: connue?.role ?? role,
      });
    }
  }
  return [...vues.values()];
}
