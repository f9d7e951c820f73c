import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import {
  karim,
  maisonDeTest,
  mmeAubryEtSonCercle,
  nadia,
  TERRITOIRE,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { z } from 'zod';
import type { relire as contratRelire } from './contract.ts';
import { moduleDroitsPersonne } from './index.ts';

const HEURE = 3_600_000;
const JOUR = 24 * HEURE;
type Relecture = z.output<typeof contratRelire.sortie>;
const ACCES = { genre: 'acces', qualite: 'personne', demandeur: 'Jeanne Aubry', preuve: 'piece' };

describe('recevoir son dossier (RG-02)', () => {
  let maison: MaisonDeTest;
  let patient: string;
  beforeAll(async () => {
    maison = await maisonDeTest({ salles: [moduleDroitsPersonne] });
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
  });

  const helene = (): Acteur =>
    unActeur('responsable_dac', 'PractitionerRole/helene', {
      nom: 'Hélène Vidal',
      refs: ['PractitionerRole/helene'],
      connexion: { moyen: 'psc', elevee: maison.horloge.maintenant() },
    });
  const noter = (acteur: Acteur = nadia, entree: object = ACCES) =>
    maison.faire<{ id: string }>(acteur, 'droitsPersonne.noter', { patient, ...entree });
  const exporter = (id: string, acteur = helene()) =>
    maison.voir<{ html: string; fhir: string; aRelire: number; ecartes: number; aAnnoncer: number }>(
      acteur,
      'droitsPersonne.exporter',
      { id },
    );
  const relire = (id: string) => maison.voir<Relecture>(helene(), 'droitsPersonne.relire', { id });
  const trancher = (id: string, entree: object) => maison.faire(helene(), 'droitsPersonne.trancher', { id, ...entree });
  const toutGarder = async (id: string) => {
    for (const { objet, version } of (await relire(id)).elements)
      await trancher(id, { objet, version, garder: true, motif: 'la concerne' });
  };
  const main = (id: string) =>
    maison.socle.base.territoire<TablesTerritoire, unknown>(TERRITOIRE, (sql) =>
      sql
        .selectFrom('main_ouverte')
        .select(['main_ouverte.etat', 'main_ouverte.qui_nom'])
        .where('main_ouverte.objet', '=', `exercice/${id}`)
        .executeTakeFirst(),
    );
  const ecrire = (ressource: object) =>
    maison.dans(nadia, (tx) =>
      tx.ecrire({ subject: { reference: `Patient/${patient}` }, id: tx.nouvelId(), ...ressource } as never),
    );
  const flag = (texte: string, meta: object = {}, plus: object = {}) =>
    ecrire({ resourceType: 'Flag', status: 'active', code: { text: texte }, meta, ...plus });

  test('notée par un professionnel, tenue, préparée, remise : la main se pose', async () => {
    await flag('Allergie à la pénicilline', { security: [{ system: 'urn:cordee:famille', code: 'MED' }] });
    const { id } = await noter();
    expect(await main(id)).toEqual({ etat: 'attend', qui_nom: 'Sophie Marchand' });
    await expect(
      maison.faire(helene(), 'droitsPersonne.remettre', { id, comment: 'main_propre' }),
    ).rejects.toMatchObject({ code: 'droits_personne.trop_tot' });
    maison.horloge.avancer(2 * JOUR);
    await expect(
      maison.faire(helene(), 'droitsPersonne.remettre', { id, comment: 'main_propre' }),
    ).rejects.toMatchObject({ code: 'droits_personne.relecture_inachevee' });
    expect((await exporter(id)).html).not.toContain('pénicilline');
    await toutGarder(id);
    const { html, fhir } = await exporter(id);
    expect(html).toContain('Votre santé');
    expect(html).toContain('Allergie à la pénicilline');
    expect(html).toContain('12 mars 1942');
    expect(html).not.toMatch(/<script|<img|https?:\/\/|\d{4}-\d{2}-\d{2}/u);
    const bundle = JSON.parse(fhir) as { type: string; entry: { resource: { resourceType: string } }[] };
    expect(bundle.type).toBe('collection');
    expect(bundle.entry.map(({ resource }) => resource.resourceType)).toEqual(
      expect.arrayContaining(['Patient', 'Flag', 'CareTeam']),
    );
    await maison.faire(helene(), 'droitsPersonne.remettre', { id, comment: 'main_propre' });
    expect(await main(id)).toMatchObject({ etat: 'termine' });
    expect(await maison.voir(nadia, 'droitsPersonne.detail', { id })).toMatchObject({
      etat: 'remise',
      remise: 'En main propre',
      peutRepondre: false,
    });
    await expect(exporter(id)).rejects.toMatchObject({ code: 'droits_personne.deja_repondue' });
  });

  test('l’alarme sonne à J+6 et passe à quelqu’un d’autre ; elle ne s’éteint qu’avec la réponse', async () => {
    const { id } = await noter();
    maison.horloge.avancer(6 * JOUR - 1);
    await maison.sonner();
    expect(await main(id)).toMatchObject({ etat: 'attend' });
    maison.horloge.avancer(1);
    await maison.sonner();
    expect(await main(id)).toEqual({ etat: 'retard', qui_nom: 'Hélène Vidal' });
    maison.horloge.avancer(4 * JOUR);
    await maison.sonner();
    expect(await main(id)).toMatchObject({ etat: 'retard' });
  });

  test('ce que d’autres ont dit, ce qui est à annoncer et les coordonnées des proches ne sortent pas', async () => {
    const proche = 'RelatedPerson/fille';
    await ecrire({
      resourceType: 'RelatedPerson',
      id: `fille-${patient}`,
      patient: { reference: `Patient/${patient}` },
      subject: undefined,
      name: [{ text: 'Lucie Aubry' }],
      telecom: [{ system: 'phone', value: '0199009988' }],
    });
    await flag('Paroles rapportées par sa fille', {}, { author: { reference: proche } });
    await flag('Secret d’un voisin', { security: [{ system: 'urn:cordee:droits', code: 'tiers' }] });
    await flag('Diagnostic pas encore annoncé', { security: [{ code: 'INVISIBLE_PATIENT' }] });
    await flag('Chute dans l’escalier');
    const { id } = await noter();
    const INTERDITS = /rapportées|voisin|0199009988|Diagnostic/u;
    const avant = await exporter(id);
    expect(avant).toMatchObject({ aRelire: 4, ecartes: 0, aAnnoncer: 1 });
    for (const sortie of [avant.html, avant.fhir]) {
      expect(sortie).not.toMatch(INTERDITS);
      expect(sortie).not.toMatch(/Lucie|escalier/u);
    }
    const { elements, reste } = await relire(id);
    expect(reste).toBe(4);
    expect(elements.map(({ raison }) => raison).sort()).toEqual([
      'dit_par_un_tiers',
      'etiquete_tiers',
      'identite_proche',
      'texte_libre',
    ]);
    for (const { objet, version, raison } of elements)
      if (raison === 'texte_libre') await trancher(id, { objet, version, garder: true });
      else if (raison === 'identite_proche') await trancher(id, { objet, version, garder: true, motif: 'sa fille' });
      else {
        await expect(trancher(id, { objet, version, garder: true })).rejects.toMatchObject({
          code: 'droits_personne.dites_pourquoi',
        });
        await trancher(id, { objet, version, garder: false, motif: 'propos d’un tiers' });
      }
    const { html, fhir, ...comptes } = await exporter(id);
    expect(comptes).toMatchObject({ aRelire: 0, ecartes: 2 });
    for (const sortie of [html, fhir]) {
      expect(sortie).not.toMatch(INTERDITS);
      expect(sortie).toMatch(/Lucie Aubry[^]*escalier|escalier[^]*Lucie Aubry/u);
    }
    expect(html).toContain('la loi les protège aussi');
  });

  test('les pièces d’un message partent quand il part, octet pour octet ; celle où un virus a été trouvé reste', async () => {
    const pieces = [`saine-${patient}`, `infectee-${patient}`];
    await maison.dans(nadia, async ({ sql, maintenant: le }) => {
      for (const id of pieces) {
        const octets = Buffer.from(`octets de ${id}`);
        const piece = { id, empreinte: 'x', type_mime: 'text/plain', nom: 'a.txt', octets, patient, lecteurs: [], le };
        await sql.insertInto('piece').values(piece).execute();
      }
      const infectee = { etat: 'dangereuse', menace: 'Eicar', verifiee_le: le } as const;
      await sql.updateTable('piece').set(infectee).where('piece.id', 'like', 'infectee-%').execute();
    });
    await ecrire({
      resourceType: 'Communication',
      id: `lettre-${patient}`,
      status: 'completed',
      payload: pieces.map((id) => ({ contentAttachment: { url: `urn:cordee:piece:${id}` } })),
    });
    const { id } = await noter();
    const enBase64 = (piece = '') => Buffer.from(`octets de ${piece}`).toString('base64');
    expect((await exporter(id)).fhir).not.toContain(enBase64(pieces[0]));
    for (const { objet, version } of (await relire(id)).elements) await trancher(id, { objet, version, garder: true });
    const { fhir } = await exporter(id);
    expect(fhir).toContain(enBase64(pieces[0]));
    expect(fhir).not.toContain(enBase64(pieces[1]));
  });

  test('une décision vaut pour ce qui a été lu : l’élément change, on le relit', async () => {
    await flag('Chute dans l’escalier');
    const { id } = await noter();
    const [lu] = (await relire(id)).elements;
    if (lu === undefined) throw new Error('rien à relire');
    const { objet, version } = lu;
    await trancher(id, { objet, version, garder: true });
    expect((await exporter(id)).html).toContain('escalier');
    await maison.dans(nadia, async (tx) => {
      const { ressource, version: lue } = await tx.lire('Flag', objet.replace('Flag/', ''));
      await tx.ecrire({ ...ressource, code: { text: 'Dit par sa sœur Odile' } }, lue);
    });
    expect((await exporter(id)).html).not.toMatch(/escalier|Odile/u);
    await expect(trancher(id, { objet, version, garder: true })).rejects.toMatchObject({
      code: 'droits_personne.a_change',
    });
    expect((await relire(id)).reste).toBe(1);
  });

  test('exporter demande d’être de la cellule, et une preuve fraîche ; chaque export laisse sa ligne', async () => {
    const { id } = await noter();
    await expect(exporter(id, nadia)).rejects.toMatchObject({ code: 'cordee.interdit' });
    const sansPreuve: Acteur = { ...helene(), connexion: { moyen: 'psc' } };
    await expect(exporter(id, sansPreuve)).rejects.toMatchObject({ code: 'cordee.reauthentification' });
    await exporter(id);
    const lignes = await maison.socle.base.territoire<TablesTerritoire, unknown[]>(TERRITOIRE, (sql) =>
      sql
        .selectFrom('trace')
        .select(['trace.genre', 'trace.decision'])
        .where('trace.patient', '=', patient)
        .where('trace.action', '=', 'droitsPersonne.exporter')
        .where('trace.genre', '=', 'export')
        .execute(),
    );
    expect(lignes).toEqual([{ genre: 'export', decision: 'permis' }]);
  });

  test('qui n’accompagne pas la personne ne note rien et ne lit rien', async () => {
    const inconnu = unActeur('infirmier', 'PractitionerRole/inconnu', { refs: ['PractitionerRole/inconnu'] });
    await expect(noter(inconnu)).rejects.toMatchObject({ code: 'cordee.introuvable' });
    const { id } = await noter(karim);
    await expect(maison.voir(inconnu, 'droitsPersonne.detail', { id })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    await expect(maison.voir(nadia, 'droitsPersonne.liste', {})).rejects.toMatchObject({ code: 'cordee.interdit' });
    expect(await maison.voir<{ demandes: unknown[] }>(helene(), 'droitsPersonne.liste', {})).toMatchObject({
      demandes: expect.arrayContaining([expect.objectContaining({ id })]) as unknown,
    });
  });

  test('un ayant droit : après le décès, avec l’un des trois motifs et la preuve de sa qualité (SP-16)', async () => {
    const heritier = { ...ACCES, qualite: 'ayant_droit', preuve: 'piece_et_qualite', motif: 'causes' };
    await expect(noter(nadia, heritier)).rejects.toMatchObject({ code: 'droits_personne.pas_decedee' });
    await maison.dans(nadia, async (tx) => {
      const { ressource, version } = await tx.lire('Patient', patient);
      await tx.ecrire({ ...ressource, deceasedDateTime: '2026-11-20' }, version);
    });
    await expect(noter(nadia, { ...heritier, motif: undefined })).rejects.toMatchObject({
      code: 'droits_personne.motif_manquant',
    });
    await expect(noter(nadia, { ...heritier, preuve: 'piece' })).rejects.toMatchObject({
      code: 'droits_personne.preuve_insuffisante',
    });
    await expect(noter(nadia, ACCES)).rejects.toMatchObject({ code: 'droits_personne.decedee' });
    await expect(noter(nadia, heritier)).resolves.toMatchObject({ id: expect.any(String) as string });
  });
});
