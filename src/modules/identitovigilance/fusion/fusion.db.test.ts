import * as fc from 'fast-check';
import { sql } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { acteurSysteme } from '#acces/acteur.ts';
import type { Identifiee } from '#fhir/types.ts';
import { ajouterAuCercle } from '#modules/cercle/index.ts';
import type { EntreeDuFil, PersonneListee, ResumeVu } from '#modules/dossier/contract-vues.ts';
import { creerPersonneParEcran, martin, MME_AUBRY, nadia, sophie, TERRITOIRE } from '#modules/dossier/testing.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoublonVu, FusionVue } from '../contract-vues.ts';
import { detecterDoublons } from '../index.ts';
import { eleve, helene, maisonIdentite, type MaisonIdentite } from '../testing.ts';

interface File {
  doublons: DoublonVu[];
  fusions: FusionVue[];
}

let maison: MaisonIdentite;
beforeAll(async () => {
  maison = await maisonIdentite(false);
});
afterAll(() => maison.fermer());

const file = () => maison.voir<File>(sophie, 'identitovigilance.file', {});
const systeme = acteurSysteme(TERRITOIRE, 'test');
const vus = new Set<string>();

/** Everything the base says of the two persons, versions aside. */
async function etat(ids: readonly string[]): Promise<string> {
  return maison.dans(systeme, async (tx) => {
    const toutes = await sql<{ texte: string }>`
      select r.type || '/' || r.id || ' ' || r.supprime || ' ' || coalesce(r.patient, '') || ' ' || r.famille || r.lecteurs::text || r.toks::text
             || r.refs::text || r.cles::text || r.nom_tri || coalesce(r.d::text, '') || ' ' || r.contenu::text as texte
        from resource r where not r.supprime order by r.type, r.id`.execute(tx.sql);
    const autres = await sql<{ texte: string }>`
      select m.*::text as texte from main_ouverte m where m.etat <> 'termine' and m.patient = any(${ids}::text[]) and m.genre <> 'doublon'
      union all select c.*::text from cercle_membre c where c.patient = any(${ids}::text[])
      union all select o.*::text from opposition_en_cours o where o.patient = any(${ids}::text[])
      union all select p.id || coalesce(p.patient, '') from piece p
      order by 1`.execute(tx.sql);
    return [...toutes.rows, ...autres.rows]
      .map(({ texte }) => texte.replaceAll(/"versionId":"\d+","lastUpdated":"[^"]+"/g, ''))
      .join('\n');
  });
}

async function personne(traits: Partial<typeof MME_AUBRY>, par: Acteur = nadia): Promise<string> {
  return creerPersonneParEcran(
    maison,
    par,
    { ...MME_AUBRY, ...traits },
    {
      monRole: { fonction: 'infirmier', fondement: 'porte2' },
      informee: 'oral',
    },
  );
}

async function reunir(a: string, b: string, garde: string): Promise<string> {
  const { doublon } = await maison.faire<{ doublon: string }>(nadia, 'identitovigilance.signalerDoublon', {
    patient: a,
    autre: b,
    motif: 'Même personne',
  });
  const faite = await maison.faire<{ fusion: string; etat: string }>(
    eleve(sophie, maison),
    'identitovigilance.fusionner',
    { doublon, garde, motif: 'Même personne' },
  );
  expect(faite.etat).toBe('faite');
  return faite.fusion;
}

const separer = (fusion: string) =>
  maison.faire<{ restes: string[] }>(eleve(sophie, maison), 'identitovigilance.defusionner', {
    fusion,
    motif: 'C’était une erreur',
  });

async function ecrire(ressource: object): Promise<void> {
  await maison.dans(systeme, async (tx) => {
    await tx.ecrire(ressource as Identifiee, undefined, ['PractitionerRole/nadia']);
  });
}

describe('les doublons', () => {
  test('une fiche ressemblante, d’où qu’elle vienne, arrive à quelqu’un de nommé avec une date ; deux personnes ne reviennent plus', async () => {
    const un = await personne({ nomNaissance: 'Lefebvre', nom: 'Lefebvre', telephone: '06 39 98 02 02' });
    const deux = await personne({ nomNaissance: 'Lefèvre', nom: 'Lefèvre', telephone: '06 39 98 02 02' });
    while ((await detecterDoublons(maison.socle, TERRITOIRE, vus)) > 0);
    const trouve = (await file()).doublons.find(({ a, b }) => [a.patient, b.patient].includes(deux));
    expect(trouve).toMatchObject({ origine: 'ressemblance', qui: 'Sophie Marchand', collision: true });
    expect(new Set([trouve?.a.patient, trouve?.b.patient])).toEqual(new Set([un, deux]));
    expect(trouve?.comparaison.map(({ accord }) => accord)).toContain('different');
    maison.horloge.avancer(10 * 24 * 3_600_000);
    await maison.sonner();
    expect((await file()).doublons.find(({ id }) => id === trouve?.id)?.qui).toBe('Hélène Vidal');
    await maison.faire(sophie, 'identitovigilance.declarerDistincts', {
      doublon: trouve?.id,
      motif: 'Deux cousines',
      homonymes: true,
    });
    await maison.dans(systeme, async (tx) => {
      const { ressource, version } = await tx.lire('Patient', deux);
      await tx.ecrire(ressource, version, [nadia.ref]);
    });
    while ((await detecterDoublons(maison.socle, TERRITOIRE, vus)) > 0);
    expect((await file()).doublons.filter(({ a, b }) => [a.patient, b.patient].includes(deux))).toEqual([]);
    const { statutIns } = await maison.voir<ResumeVu>(nadia, 'dossier.resume', { patient: deux });
    expect(statutIns.marques).toEqual([expect.stringContaining('Homonyme')]);
  });

  test('un soignant signale, la cellule décide : un infirmier ne réunit pas', async () => {
    await expect(maison.voir(nadia, 'identitovigilance.file', {})).rejects.toMatchObject({ code: 'cordee.interdit' });
  });
});

describe('réunir deux dossiers', () => {
  test('sans confirmer que c’est bien vous, rien ne se réunit', async () => {
    const [a, b] = [
      await personne({ nomNaissance: 'Un', nom: 'Un' }),
      await personne({ nomNaissance: 'Un', nom: 'Un' }),
    ];
    const { doublon } = await maison.faire<{ doublon: string }>(nadia, 'identitovigilance.signalerDoublon', {
      patient: a,
      autre: b,
      motif: 'x',
    });
    await expect(
      maison.faire(sophie, 'identitovigilance.fusionner', { doublon, garde: a, motif: 'x' }),
    ).rejects.toMatchObject({ code: 'cordee.reauthentification' });
  });

  test('tout suit la personne gardée ; l’ancienne adresse répond et mène à la nouvelle ; les deux cercles le savent', async () => {
    const garde = await personne({ nomNaissance: 'Suivie', nom: 'Suivie' });
    const absorbe = await personne({ nomNaissance: 'Suivie', nom: 'Suivie' });
    const debut = maison.horloge.maintenant();
    await maison.dans(nadia, (tx) =>
      ajouterAuCercle(tx, absorbe, {
        membre: martin.ref,
        nom: martin.nom,
        fonction: 'medecin_traitant',
        fondement: 'porte2',
        debut,
        telephone: '0199001234',
      }),
    );
    await maison.faire(nadia, 'dossier.ajouterASavoir', { patient: absorbe, texte: 'Allergie', type: 'MED' });
    const fusion = await reunir(garde, absorbe, garde);
    const vu = await maison.voir<ResumeVu>(martin, 'dossier.resume', { patient: garde });
    expect(vu.aSavoir.map(({ texte }) => texte)).toEqual(['Allergie']);
    const { entrees } = await maison.voir<{ entrees: EntreeDuFil[] }>(martin, 'dossier.fil', { patient: garde });
    const titres = entrees.map(({ titre }) => titre);
    expect(titres.filter((titre) => titre === 'Dossier créé')).toHaveLength(2);
    expect(titres).toContain('Deux dossiers de cette personne ont été réunis');
    const ancien = await maison.voir<ResumeVu>(martin, 'dossier.resume', { patient: absorbe });
    expect(ancien.reuniA).toBe(garde);
    const trouvees = await maison.voir<{ personnes: PersonneListee[] }>(martin, 'dossier.rechercher', {
      texte: 'suivie',
    });
    expect(trouvees.personnes.map(({ id }) => id)).toEqual([garde]);
    const lien = await maison.dans(systeme, async (tx) => [
      (await tx.lire('Patient', absorbe)).ressource.link?.[0],
      (await tx.lire('Patient', garde)).ressource.link?.[0],
    ]);
    expect(lien).toEqual([
      { other: { reference: `Patient/${garde}` }, type: 'replaced-by' },
      { other: { reference: `Patient/${absorbe}` }, type: 'replaces' },
    ]);
    await separer(fusion);
    await expect(maison.voir(martin, 'dossier.resume', { patient: garde })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    expect((await maison.voir<ResumeVu>(martin, 'dossier.resume', { patient: absorbe })).aSavoir).toHaveLength(1);
  });

  test('ce qui a été écrit depuis reste, ce qui a changé suit sa personne, et les éléments à relire sont nommés', async () => {
    const garde = await personne({ nomNaissance: 'Depuis', nom: 'Depuis' });
    const absorbe = await personne({ nomNaissance: 'Depuis', nom: 'Depuis' });
    await ecrire({
      resourceType: 'Basic',
      id: `b-${absorbe}`,
      code: { text: 'avant' },
      subject: { reference: `Patient/${absorbe}` },
    });
    const fusion = await reunir(garde, absorbe, garde);
    await maison.dans(systeme, async (tx) => {
      const { ressource, version } = await tx.lire('Basic', `b-${absorbe}`);
      expect(ressource.subject?.reference).toBe(`Patient/${garde}`);
      await tx.ecrire({ ...ressource, code: { text: 'après' } }, version);
    });
    maison.horloge.avancer(1000);
    await ecrire({
      resourceType: 'Basic',
      id: `n-${garde}`,
      code: { text: 'neuf' },
      subject: { reference: `Patient/${garde}` },
    });
    expect((await separer(fusion)).restes).toEqual([`Basic/n-${garde}`]);
    const rendue = await maison.dans(systeme, async (tx) => (await tx.lire('Basic', `b-${absorbe}`)).ressource);
    expect(rendue).toMatchObject({ code: { text: 'après' }, subject: { reference: `Patient/${absorbe}` } });
    await expect(separer(fusion)).rejects.toMatchObject({ code: 'identitovigilance.fusion_finie' });
  });

  test('passé trente jours, on ne défait plus', async () => {
    const garde = await personne({ nomNaissance: 'Tard', nom: 'Tard' });
    const absorbe = await personne({ nomNaissance: 'Tard', nom: 'Tard' });
    const fusion = await reunir(garde, absorbe, garde);
    maison.horloge.avancer(31 * 24 * 3_600_000);
    await expect(separer(fusion)).rejects.toMatchObject({ code: 'identitovigilance.trop_tard' });
  });

  test('deux identités qui se contredisent : une autre personne confirme, jamais celle qui demande', async () => {
    const a = await personne({ nomNaissance: 'Collision', nom: 'Collision', naissance: '12/03/1942' });
    const b = await personne({ nomNaissance: 'Collision', nom: 'Collision', naissance: '13/04/1950' });
    const { doublon } = await maison.faire<{ doublon: string }>(nadia, 'identitovigilance.signalerDoublon', {
      patient: a,
      autre: b,
      motif: 'Erreur de saisie ?',
    });
    const { fusion, etat: issue } = await maison.faire<{ fusion: string; etat: string }>(
      eleve(sophie, maison),
      'identitovigilance.fusionner',
      { doublon, garde: a, motif: 'Date fausse' },
    );
    expect(issue).toBe('proposee');
    const confirmer = (qui: Acteur) =>
      maison.faire(eleve(qui, maison), 'identitovigilance.confirmerFusion', { fusion });
    await expect(confirmer(sophie)).rejects.toMatchObject({ code: 'identitovigilance.deux_personnes' });
    await maison.faire(sophie, 'identitovigilance.signalerUsurpation', { patient: b, motif: 'Carte volée' });
    await expect(confirmer(helene)).rejects.toMatchObject({ code: 'identitovigilance.gelee_a_lever' });
    await maison.faire(sophie, 'identitovigilance.leverGel', { patient: b, motif: 'Tiré au clair' });
    await confirmer(helene);
    expect((await maison.voir<ResumeVu>(nadia, 'dossier.resume', { patient: b })).reuniA).toBe(a);
  });

  test('réunir puis défaire rend l’état initial, octet pour octet, quel que soit ce que les dossiers contiennent', async () => {
    let numero = 0;
    const uneReference = fc.constantFrom('A', 'G', 'A et G', 'A contenu');
    const unMonde = fc.array(
      fc.record({
        type: fc.constantFrom('Basic', 'Observation', 'Flag', 'Task', 'Communication', 'List'),
        de: uneReference,
        texte: fc.string({ maxLength: 12 }),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(unMonde, fc.boolean(), fc.boolean(), async (monde, gardeA, cercleDeux) => {
        numero += 1;
        const nom = `Monde${String.fromCodePoint(65 + numero)}`;
        const [a, g] = [await personne({ nomNaissance: nom, nom }), await personne({ nomNaissance: nom, nom })];
        for (const [rang, { type, de, texte }] of monde.entries())
          await ecrire(elementDuMonde({ type, de, texte, id: `m${numero}-${rang}`, a, g }));
        if (cercleDeux) {
          const debut = maison.horloge.maintenant();
          const membre = {
            membre: martin.ref,
            nom: martin.nom,
            fonction: 'medecin_traitant',
            fondement: 'porte2',
            debut,
            telephone: '0199001234',
          } as const;
          await maison.dans(nadia, (tx) => ajouterAuCercle(tx, a, membre));
        }
        const avant = await etat([a, g]);
        const fusion = await reunir(a, g, gardeA ? a : g);
        expect(await etat([a, g])).not.toBe(avant);
        maison.horloge.avancer(60_000);
        await separer(fusion);
        expect(await etat([a, g])).toBe(avant);
      }),
      { numRuns: 12 },
    );
  });
});

interface Element {
  readonly type: string;
  readonly de: string;
  readonly texte: string;
  readonly id: string;
  readonly a: string;
  readonly g: string;
}

function elementDuMonde({ type, de, texte, id, a, g }: Element): object {
  const [pa, pg] = [{ reference: `Patient/${a}` }, { reference: `Patient/${g}` }];
  const sujet = de === 'G' ? pg : pa;
  const autre = de === 'A et G' ? { extension: [{ url: 'urn:test', valueReference: pg }] } : {};
  const contenu =
    de === 'A contenu'
      ? { contained: [{ resourceType: 'RelatedPerson', id: 'r', patient: pa }], note: [{ text: texte }] }
      : {};
  const qui = type === 'Task' ? { for: sujet, status: 'requested', intent: 'order' } : { subject: sujet };
  return { resourceType: type, id, ...contenu, ...autre, ...qui, code: { text: texte } };
}
