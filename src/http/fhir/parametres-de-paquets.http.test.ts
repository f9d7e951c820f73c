import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { supplementsInstalles } from '#fhir/index/index.ts';
import { installerParametresDePaquets } from '#fhir/parametres-de-paquets.ts';
import { indexerSupplements, suivreLIndexation, supplementsIndexes } from '#fhir/store/index-supplements.ts';
import { ecrirePaquet } from '#fhir/validateur/testing-paquet.ts';
import { creer, ouvrirPorteDeTest, TERRITOIRE, unPatient } from './testing.ts';

const KIT = path.resolve(import.meta.dirname, '../../../../shared/conformance/fhir');
const SANS_KIT = existsSync(KIT) ? '' : ' (kit de conformité absent de ../shared/conformance/fhir)';
const COULEUR = 'https://essai.invalid/couleur';

const parametre = (code: string, type: string, expression: string, base = 'Patient') => ({
  resourceType: 'SearchParameter',
  url: `https://essai.invalid/SearchParameter/${code}`,
  code,
  type,
  base: [base],
  status: 'active',
  expression,
});

const PAQUET = ecrirePaquet({
  nom: 'essai.parametres',
  version: '1.0.0',
  ressources: [
    parametre('couleur', 'token', `extension(url = '${COULEUR}').value`),
    parametre('surnom', 'string', "(Patient.name.where(use = 'nickname').text)"),
    parametre('ville-siege', 'string', 'address.city', 'Organization'),
    parametre('gender', 'token', 'Patient.active'),
    parametre('etrange', 'token', "Patient.name.select(family & 'x')"),
    parametre('jeton', 'token', '(Patient.contact.extension.value as Token)'),
    parametre('pair', 'composite', 'Patient'),
  ],
});

describe('Les paramètres de recherche des paquets', () => {
  test('ceux que l’index sait suivre sont retenus, les autres refusés avec leur raison', () => {
    const { servis, refuses, empreinte } = installerParametresDePaquets([PAQUET]);
    expect(servis.map((p) => `${p.base[0] ?? ''}.${p.code}`).sort()).toEqual([
      'Organization.ville-siege',
      'Patient.couleur',
      'Patient.surnom',
    ]);
    expect(refuses.map(({ code }) => code).sort()).toEqual(['etrange', 'jeton', 'pair']);
    expect(refuses.every(({ pourquoi }) => pourquoi.length > 10)).toBe(true);
    expect(empreinte).not.toBe('');
  });

  test('refusés tant que le territoire n’est pas indexé, ils trouvent ensuite ce qui était là avant eux', async () => {
    installerParametresDePaquets([]);
    let enCours = true;
    await using porte = await ouvrirPorteDeTest({ indexEnCours: () => enCours });
    const rouge = (await creer(porte, unPatient({ extension: [{ url: COULEUR, valueCode: 'rouge' }] }))).id;
    installerParametresDePaquets([PAQUET]);
    const nouvelle = porte.rouvrir();
    const refus = await nouvelle.demander('GET', '/Patient?couleur=rouge');
    expect([refus.statut, refus.entetes.get('retry-after')]).toEqual([503, '5']);
    expect((await nouvelle.demander('GET', '/Patient?_sort=surnom')).statut).toBe(503);
    expect((await nouvelle.demander('GET', '/Task?patient.couleur=rouge')).statut).toBe(503);
    expect((await nouvelle.demander('GET', '/Patient?gender=female')).statut).toBe(200);

    let tours = 0;
    expect(await indexerSupplements(porte.base, TERRITOIRE, () => (tours += 1) > 1)).toBe(0);
    expect(await supplementsIndexes(porte.base, TERRITOIRE)).toBe(false);
    const suivi = await suivreLIndexation(porte.base, [TERRITOIRE], porte.maison.journal);
    await suivi.finie;
    expect([suivi.enCours(TERRITOIRE), await supplementsIndexes(porte.base, TERRITOIRE)]).toEqual([false, true]);
    expect(await indexerSupplements(porte.base, TERRITOIRE)).toBe(0);
    enCours = false;
    expect((await nouvelle.demander('GET', '/Patient?couleur=rouge')).corps.entry?.map((e) => e.resource?.id)).toEqual([
      rouge,
    ]);
    expect((await nouvelle.demander('GET', '/Patient?couleur=bleu')).corps.entry ?? []).toEqual([]);
    const offre = await nouvelle.demander('GET', '/Organization?ville-siege=brest');
    expect(JSON.stringify(offre.corps)).toContain('réimportez l’annuaire');
    const { texte } = await nouvelle.demander('GET', '/metadata');
    expect(texte).toContain('https://essai.invalid/SearchParameter/couleur');
    expect(texte).toContain('etrange');
  });

  test.skipIf(SANS_KIT !== '')(`ceux des paquets français sont presque tous servis${SANS_KIT}`, () => {
    const { servis, refuses } = installerParametresDePaquets([KIT]);
    expect(servis.length).toBeGreaterThan(50);
    expect(refuses.map(({ code }) => code).sort()).toEqual(['crisis-type', 'sourceId']);
    expect(supplementsInstalles().servis.map((p) => p.code)).toContain('mailbox-mss');
  });
});
