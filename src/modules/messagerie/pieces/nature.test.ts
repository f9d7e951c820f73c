import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contenuDe, lireDocument } from './lire.ts';
import { desaccord, natureDe, NATURES } from './nature.ts';
import { cdaDuPdf, UN_PDF, UN_PNG, unCda, unZip } from './testing.ts';

const texte = (t: string) => Buffer.from(t, 'utf8');
const zip = (...noms: string[]) => unZip(noms.map((nom) => ({ nom, octets: texte(nom) })));

test.each([
  ['pdf', UN_PDF],
  ['png', UN_PNG],
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ['tiff', Buffer.from('II*\0....', 'latin1')],
  ['texte', texte('Bonjour, voici l’ordonnance.\r\n')],
  ['texte', Buffer.from('Pri\u00e8re de rappeler', 'latin1')],
  ['texte', texte('MSH|^~\\&|LABO|…\rPID|1')],
  ['cda', unCda('<structuredBody/>')],
  ['cda', texte('\uFEFF<?xml version="1.0"?><hl7:ClinicalDocument xmlns:hl7="urn:hl7-org:v3"/>')],
  ['xml', texte('<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"/>')],
  ['svg', texte('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="…"><script>1</script></svg>')],
  ['html', texte('<!DOCTYPE html><p>x')],
  ['html', texte('  <html><body onload="x">')],
  ['html', texte('bonjour <script>alert(1)</script>')],
  ['ihe_xdm', zip('INDEX.HTM', 'IHE_XDM/SUBSET01/METADATA.XML')],
  ['word', zip('[Content_Types].xml', 'word/document.xml')],
  ['zip', zip('a.txt')],
  ['zip', Buffer.from('PK\u0003\u0004cassé', 'latin1')],
  ['programme', Buffer.from('MZ\u0090\0', 'latin1')],
  ['inconnu', Buffer.from([0, 1, 2, 3])],
  ['inconnu', Buffer.alloc(0)],
] as const)('%s se reconnaît à ses octets', (nature, octets) => {
  expect(natureDe(octets)).toBe(nature);
});

test('aucun octet reçu, quel qu’il soit, ne fait tomber la lecture, et seuls PDF et images s’affichent tels quels', () => {
  const graines = [UN_PDF, UN_PNG, zip('a.txt'), unCda('<structuredBody/>'), texte('<svg>')];
  const octets = fc
    .tuple(fc.constantFrom(...graines), fc.nat(400), fc.uint8Array({ maxLength: 60 }))
    .map(([graine, place, bruit]) => Buffer.concat([graine.subarray(0, place), bruit, graine.subarray(place)]));
  fc.assert(
    fc.property(octets, fc.constantFrom('a.pdf', 'a.png', 'a.html', 'a.xml', 'a'), (brut, nom) => {
      const { affichage, nature } = lireDocument({ nom, declare: '', octets: brut });
      if (affichage === 'image' || affichage === 'pdf') {
        expect(NATURES[nature].mime).toMatch(/^(image\/(png|jpeg|gif|webp)|application\/pdf)$/);
        expect(desaccord(nature, nom, '')).toBe(false);
      }
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['pdf', 'lettre.pdf', 'application/pdf', false],
  ['pdf', 'lettre.PDF', 'application/octet-stream', false],
  ['pdf', 'sans extension', '', false],
  ['html', 'lettre.pdf', 'application/pdf', true],
  ['programme', 'lettre.pdf', 'application/pdf', true],
  ['pdf', 'lettre.pdf.exe', 'application/pdf', true],
  ['pdf', 'lettre.pdf', 'text/html', true],
  ['png', 'photo.jpg', 'image/jpeg', true],
  ['cda', 'cr.xml', 'text/xml', false],
  ['inconnu', 'lettre.pdf', 'application/pdf', true],
  ['inconnu', 'ecg.scp', 'application/octet-stream', false],
] as const)('%s nommé « %s » et dit « %s » : désaccord %s', (nature, nom, declare, attendu) => {
  expect(desaccord(nature, nom, declare)).toBe(attendu);
});

test('ce qui ment sur ce qu’il est n’est jamais affiché, et on dit pourquoi', () => {
  const lu = lireDocument({ nom: 'lettre.pdf', declare: 'application/pdf', octets: texte('<html><script>1</script>') });
  expect(lu).toMatchObject({ affichage: 'aucun', texte: null });
  expect(lu.avis).toContain('annonce autre chose');
});

test('un CDA se lit comme un texte : ses titres et son récit, rien de codé, aucune balise', () => {
  const cda = unCda(
    '<structuredBody><component><section><code code="1" displayName="codé"/><title>Traitement</title><text><list><item>Paracétamol</item>' +
      '</list><table><tr><td>Matin</td><td>1</td></tr></table><script>alert(1)</script></text></section></component></structuredBody>',
  );
  const { texte: lu } = lireDocument({ nom: 'cr.xml', declare: 'text/xml', octets: cda });
  expect(lu).toContain('Lettre de liaison');
  expect(lu).toMatch(/Traitement\s+- Paracétamol\s+Matin 1/);
  expect(lu).not.toMatch(/[<>]|codé|x"/);
});

test('le PDF que porte un CDA s’ouvre à l’octet près', () => {
  const document = { nom: 'cr.xml', declare: 'text/xml', octets: cdaDuPdf(UN_PDF) };
  expect(lireDocument(document).contenus).toEqual([
    { rang: 0, nom: 'document.pdf', taille: UN_PDF.length, ouvrable: true },
  ]);
  expect(contenuDe(document, 0)?.octets).toEqual(UN_PDF);
  expect(contenuDe(document, 1)).toBeUndefined();
});

test('les documents d’un lot IHE_XDM se listent et s’ouvrent un par un', () => {
  const octets = unZip([
    { nom: 'IHE_XDM/SUBSET01/METADATA.XML', octets: texte('<a/>') },
    { nom: 'IHE_XDM/SUBSET01/DOC0001.XML', octets: unCda('<structuredBody/>') },
  ]);
  const lot = { nom: 'IHE_XDM.ZIP', declare: 'application/zip', octets };
  expect(lireDocument(lot)).toMatchObject({ nature: 'ihe_xdm', affichage: 'liste' });
  expect(natureDe(contenuDe(lot, 1)?.octets ?? Buffer.alloc(0))).toBe('cda');
});
