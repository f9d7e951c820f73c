import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { lireAnnuaire, luhnValide } from '#connectors/annuaire-sante/index.ts';
import type { AnnuaireLu } from '#connectors/annuaire-sante/index.ts';
import { lireFichierRor } from '#connectors/ror/index.ts';
import { lireMatriculeIns } from '#lib/identifiants/index.ts';
import { peutPasser } from '#modules/demande/statut.ts';
import type { Statut } from '#modules/demande/statut.ts';
import { ATTENTES, CANAUX, CLOTURES, MOTIFS, URGENCES } from '#modules/demande/vocabulaire.ts';
import { ramenerAuJour, REFERENCE } from './bundle-ror.ts';
import { fichiersDuTerritoire } from './fichiers.ts';

const gardes = new Map(
  fichiersDuTerritoire().map(({ nom }) => [
    nom,
    readFileSync(new URL(`../../../fixtures/territoire/${nom}`, import.meta.url), 'utf8'),
  ]),
);

function texteDe(nom: string): string {
  const texte = gardes.get(nom);
  if (texte === undefined) throw new Error(`${nom} n’est pas dans fixtures/territoire`);
  return texte;
}

interface Evenement {
  jour: number;
  heure: string;
  quoi: string;
  qui: string;
  contenu: Record<string, unknown>;
}

interface Personne {
  id: string;
  annexeC?: number;
  traits: { nomNaissance: string; dateNaissance: string; sexe: string };
  ins: { statut: string; matricule?: string; oid?: string };
  coordonnees: { telephones: string[] };
  medecinTraitant: string | null;
  proches: { id: string }[];
  histoire: Evenement[];
  suite?: Evenement[];
}

const situations = JSON.parse(texteDe('situations.json')) as {
  acteurs: Record<string, unknown>;
  personnes: Personne[];
};
const personas = JSON.parse(texteDe('personas.json')) as {
  personas: {
    id: string;
    nom: string;
    role: string;
    mssante?: string;
    ressources: Record<string, string>;
    identifiants: { rpps?: string };
  }[];
};

let annuaire: AnnuaireLu;
beforeAll(async () => {
  const fichiers = [...gardes].filter(([nom]) => /^(PS_|Extraction|etalab|membres)/.test(nom));
  annuaire = await lireAnnuaire(
    fichiers.map(([nom, texte]) => ({
      nom,
      ouvrir: () =>
        (async function* lire() {
          yield Buffer.from(texte);
        })(),
    })),
  );
});

describe('fichiers du territoire fictif', () => {
  test('refaire les fichiers rend exactement ceux qui sont gardés', () => {
    const differents = fichiersDuTerritoire().filter(({ nom, texte }) => texte !== texteDe(nom));
    expect(differents.map(({ nom }) => nom)).toEqual([]);
  });

  test('ils tiennent en moins de 2 Mo', () => {
    expect([...gardes.values()].reduce((total, texte) => total + Buffer.byteLength(texte), 0)).toBeLessThan(2_000_000);
  });

  test('les connecteurs les lisent sans un rejet ni une réserve', () => {
    expect(annuaire.anomalies).toEqual([]);
    expect(annuaire.practitioners.length).toBeGreaterThan(300);
    expect(annuaire.practitionerRoles.length).toBeGreaterThan(annuaire.practitioners.length);
    expect(annuaire.organizations.length).toBeGreaterThan(80);
  });

  test('tout numéro est d’une plage de test, tout téléphone d’une plage de fiction, toute boîte en .invalid', () => {
    const tout = [...gardes.values()].join('\n');
    const numeros = annuaire.practitioners.flatMap((p) =>
      (p.identifier ?? []).filter((i) => i.system === 'https://rpps.esante.gouv.fr'),
    );
    expect(numeros.filter((i) => !i.value?.startsWith('997') || !luhnValide(i.value))).toEqual([]);
    expect(tout.match(/[\w.-]+@[\w.-]+/g)?.filter((adresse) => !adresse.endsWith('.invalid'))).toEqual([]);
    const telephones = tout.match(/(?<![\d"])0[1-9](?:[ .]?\d{2}){4}(?!\d)/g) ?? [];
    expect(telephones.length).toBeGreaterThan(100);
    expect(telephones.filter((t) => !/^(035301|063998)/.test(t.replace(/\D/g, '')))).toEqual([]);
  });

  test('une personne du DAC sur deux pages : chaque persona se retrouve dans l’annuaire sous son identifiant', () => {
    const ids = new Set(
      [...annuaire.practitioners, ...annuaire.practitionerRoles, ...annuaire.organizations].map((r) => r.id),
    );
    const cites = personas.personas.flatMap((p) => Object.values(p.ressources));
    expect(cites.filter((id) => !ids.has(id))).toEqual([]);
    expect(personas.personas.map((p) => p.id)).toEqual(
      expect.arrayContaining([
        'paul-martin',
        'nadia-benali',
        'claire-lemoine',
        'sophie-marchand',
        'karim-haddad',
        'lucas-perrin',
        'helene-roy',
        'anne-kervella',
        'josiane-dubois',
        'thomas-lefevre',
        'malika-saidi',
        'beatrice-helenard',
      ]),
    );
    expect(personas.personas.find((p) => p.id === 'paul-martin')?.mssante).toBe(
      'paul.martin@medecin.mss-orsene.invalid',
    );
  });

  test('la boîte du DAC et celles des deux SAD appartiennent à leurs structures', () => {
    const boites = new Map(annuaire.organizations.flatMap((o) => (o.telecom ?? []).map((t) => [t.value, o.name])));
    expect(boites.get('dac@dac-orsene.mss-orsene.invalid')).toBe('DAC Orsène');
    expect(boites.get('contact@sad-les-tilleuls.mss-orsene.invalid')).toBe('SAD Les Tilleuls');
    expect(boites.get('contact@sad-bel-automne.mss-orsene.invalid')).toBe('SAD Bel Automne');
  });

  test('le territoire a des homonymes, des doubles activités et des doubles professions', () => {
    const noms = annuaire.practitioners.map((p) => `${p.name?.[0]?.given?.[0]} ${p.name?.[0]?.family}`);
    expect(noms.filter((nom) => nom === 'Paul MARTIN').length).toBeGreaterThan(1);
    const parPersonne = Map.groupBy(annuaire.practitionerRoles, (r) => r.practitioner?.reference);
    expect([...parPersonne.values()].filter((roles) => roles.length > 1).length).toBeGreaterThan(7);
  });
});

describe('offres du ROR', () => {
  const lu = lireFichierRor(texteDe('ror-offres.json'));

  test('une soixantaine d’offres, dont certaines sans capacité publiée, à zéro, ou anciennes', () => {
    expect(lu.anomalies).toEqual([]);
    expect(lu.offres.length).toBeGreaterThanOrEqual(60);
    expect(lu.offres.filter((o) => o.placesDisponibles === undefined).length).toBeGreaterThan(15);
    expect(lu.offres.filter((o) => o.placesDisponibles === 0).length).toBeGreaterThan(5);
    const ancien = Date.parse(REFERENCE) - 180 * 86_400_000;
    expect(
      lu.offres.filter((o) => o.capaciteMiseAJourLe && Date.parse(o.capaciteMiseAJourLe) < ancien).length,
    ).toBeGreaterThan(2);
  });

  test('chaque offre mène à une structure de l’annuaire par son FINESS', () => {
    const ids = new Set(annuaire.organizations.map((o) => o.id));
    expect(lu.offres.filter((o) => !ids.has(`finess-${o.structure?.finess}`))).toEqual([]);
  });

  test('vu d’un autre jour, ce qui avait trois jours en a toujours trois', () => {
    const demain = new Date('2027-03-10T09:00:00+01:00');
    const age = (texte: string, aujourdhui: number): number[] =>
      lireFichierRor(texte).offres.flatMap((o) =>
        o.capaciteMiseAJourLe ? [Math.round((aujourdhui - Date.parse(o.capaciteMiseAJourLe)) / 86_400_000)] : [],
      );
    expect(age(ramenerAuJour(texteDe('ror-offres.json'), demain), demain.getTime())).toEqual(
      age(texteDe('ror-offres.json'), Date.parse(REFERENCE)),
    );
  });
});

const PASSAGE: Readonly<Record<string, (contenu: Record<string, unknown>) => readonly Statut[]>> = {
  'demande.prendre': () => ['recue', 'en_qualification'],
  'demande.demanderComplement': () => ['complement_demande'],
  'demande.noterComplement': () => ['en_qualification'],
  'demande.decider': (contenu) => [contenu['decision'] as Statut],
  'demande.suivre': (contenu) => [contenu['statut'] as Statut],
  'demande.clore': () => ['cloturee'],
  'demande.rouvrir': () => ['en_qualification'],
  'demande.annuler': (contenu) => [contenu['raison'] as Statut],
};

const SUITES_ORIENTATION: Readonly<Record<string, readonly string[]>> = {
  envoyer: ['accepter', 'refuser'],
  accepter: ['fixerRdv', 'commencer', 'interrompre'],
  fixerRdv: ['commencer', 'interrompre'],
  commencer: ['terminer', 'interrompre'],
};

/** First step of a story that the life cycles forbid; undefined when the whole story can be replayed. */
function premierPasInterdit(histoire: readonly Evenement[]): string | undefined {
  const demandes = new Map<string, Statut>();
  const orientations = new Map<string, string>();
  for (const { quoi, contenu } of histoire) {
    const [objet = '', verbe = ''] = quoi.split('.');
    if (quoi === 'demande.deposer') demandes.set(String(contenu['demande']), 'deposee');
    else if (objet === 'demande' && PASSAGE[quoi]) {
      for (const vers of PASSAGE[quoi](contenu)) {
        const de = demandes.get(String(contenu['demande']));
        if (!de || !peutPasser(de, vers)) return `${quoi} : ${de} → ${vers}`;
        demandes.set(String(contenu['demande']), vers);
      }
      if (
        quoi === 'demande.clore' &&
        [...orientations.values()].some((etat) => ['envoyer', 'accepter', 'fixerRdv', 'commencer'].includes(etat))
      )
        return 'clôture avec une orientation ouverte';
    } else if (quoi === 'orientation.envoyer') orientations.set(String(contenu['orientation']), 'envoyer');
    else if (objet === 'orientation') {
      const de = orientations.get(String(contenu['orientation'])) ?? '';
      if (!SUITES_ORIENTATION[de]?.includes(verbe)) return `orientation : ${de} → ${verbe}`;
      orientations.set(String(contenu['orientation']), verbe);
    }
  }
  return undefined;
}

describe('situations de démonstration', () => {
  test('les huit situations de l’annexe C et une quarantaine d’autres personnes sont là', () => {
    expect(new Set(situations.personnes.map((p) => p.annexeC).filter(Boolean))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
    expect(situations.personnes.length).toBeGreaterThanOrEqual(48);
    expect(new Set(situations.personnes.map((p) => p.id)).size).toBe(situations.personnes.length);
  });

  test('un matricule n’existe que pour une identité récupérée ou qualifiée, dans la plage de test, clé juste', () => {
    for (const { id, ins } of situations.personnes) {
      const attendu = ['qualifiee', 'recuperee'].includes(ins.statut);
      expect([id, ins.matricule !== undefined]).toEqual([id, attendu]);
      expect(ins.oid ?? '1.2.250.1.213.1.4.10').toBe('1.2.250.1.213.1.4.10');
    }
    const matricules = situations.personnes.flatMap((p) => p.ins.matricule ?? []);
    expect(matricules.map((m) => lireMatriculeIns(m)).filter((lu) => !('valeur' in lu))).toEqual([]);
    expect(new Set(matricules).size).toBe(matricules.length);
  });

  test('chaque histoire peut être rejouée : aucun pas interdit, dans l’ordre du temps', () => {
    const interdits = situations.personnes
      .map((p) => [p.id, premierPasInterdit(p.histoire)])
      .filter(([, pas]) => pas !== undefined);
    expect(interdits).toEqual([]);
    for (const { id, histoire } of situations.personnes) {
      const instants = histoire.map(
        (e) => -e.jour * 1440 + Number(e.heure.slice(0, 2)) * 60 + Number(e.heure.slice(3)),
      );
      expect([id, instants]).toEqual([id, instants.toSorted((a, b) => a - b)]);
    }
  });

  test('la suite de Mme Aubry se rejoue après son histoire : refus, alternative, service commencé', () => {
    const aubry = situations.personnes.find((p) => p.id === 'aubry');
    expect(premierPasInterdit([...(aubry?.histoire ?? []), ...(aubry?.suite ?? [])])).toBeUndefined();
    expect(aubry?.suite?.map((e) => e.quoi)).toEqual(
      expect.arrayContaining(['orientation.refuser', 'orientation.commencer']),
    );
  });

  test('les mots codés sont ceux de la demande', () => {
    const depots = situations.personnes.flatMap((p) => p.histoire).filter((e) => e.quoi === 'demande.deposer');
    const inconnus = depots.filter(({ contenu }) => {
      const motifs = contenu['motifs'] as string[];
      return !(
        motifs.every((m) => m in MOTIFS) &&
        String(contenu['attente']) in ATTENTES &&
        String(contenu['urgence']) in URGENCES &&
        String(contenu['canal']) in CANAUX
      );
    });
    expect(inconnus).toEqual([]);
    const clotures = situations.personnes.flatMap((p) => p.histoire).filter((e) => e.quoi === 'demande.clore');
    expect(clotures.filter(({ contenu }) => !(String(contenu['motif']) in CLOTURES))).toEqual([]);
    const retours = situations.personnes
      .flatMap((p) => p.histoire)
      .flatMap((e) => (typeof e.contenu['retour'] === 'string' ? [e.contenu['retour']] : []));
    expect(retours.filter((retour) => retour.split('\n').length > 5 || retour.includes('{'))).toEqual([]);
  });

  test('chaque acteur d’une histoire existe dans l’annuaire ou parmi les proches', () => {
    const ids = new Set(
      [...annuaire.practitionerRoles, ...annuaire.organizations].map((r) => `${r.resourceType}/${r.id}`),
    );
    const inconnus = situations.personnes.flatMap((p) => {
      const proches = new Set(['personne', ...p.proches.map(({ id }) => `proche:${id}`)]);
      return p.histoire.map((e) => e.qui).filter((qui) => !ids.has(qui) && !proches.has(qui));
    });
    expect(inconnus).toEqual([]);
    expect(Object.keys(situations.acteurs).filter((ref) => !ids.has(ref) && ref !== '15')).toEqual([]);
  });

  test('il reste du travail pour aujourd’hui : à prendre, en attente de précision, sans réponse, en cours', () => {
    const dernier = situations.personnes.map((p) => p.histoire.at(-1)?.quoi);
    expect(dernier.filter((quoi) => quoi === 'demande.deposer').length).toBeGreaterThanOrEqual(2);
    expect(dernier.filter((quoi) => quoi === 'demande.demanderComplement').length).toBeGreaterThanOrEqual(1);
    expect(dernier.filter((quoi) => quoi === 'orientation.envoyer').length).toBeGreaterThanOrEqual(3);
  });
});
