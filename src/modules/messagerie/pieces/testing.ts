import { crc32, deflateRawSync } from 'node:zlib';

export interface FichierAZipper {
  readonly nom: string;
  readonly octets: Buffer;
  /** What the archive announces instead of the truth. */
  readonly tailleDite?: number;
  readonly chiffre?: boolean;
  /** Unix mode, to make a link. */
  readonly mode?: number;
  /** Told on the octets of the first file. */
  readonly surLePremier?: boolean;
}

/** A zip as another software writes it (APPNOTE 6.3.10), lies included when a test asks for them. */
export function unZip(fichiers: readonly FichierAZipper[]): Buffer {
  const locaux: Buffer[] = [];
  const centraux: Buffer[] = [];
  let place = 0;
  for (const { nom, octets, tailleDite, chiffre, mode, surLePremier } of fichiers) {
    const lettres = Buffer.from(nom, 'utf8');
    const comprime = deflateRawSync(octets);
    const commun = Buffer.alloc(26);
    commun.writeUInt16LE(20, 0);
    commun.writeUInt16LE(chiffre === true ? 1 : 0, 2);
    commun.writeUInt16LE(8, 4);
    commun.writeUInt32LE(crc32(octets), 10);
    commun.writeUInt32LE(comprime.length, 14);
    commun.writeUInt32LE(tailleDite ?? octets.length, 18);
    commun.writeUInt16LE(lettres.length, 22);
    const suite = Buffer.alloc(14);
    suite.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 6);
    suite.writeUInt32LE(surLePremier === true ? 0 : place, 10);
    centraux.push(Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'), commun, suite, lettres);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), commun, lettres, comprime]);
    locaux.push(local);
    place += local.length;
  }
  const repertoire = Buffer.concat(centraux);
  const fin = Buffer.alloc(22);
  fin.write('PK\u0005\u0006', 'latin1');
  fin.writeUInt16LE(fichiers.length, 8);
  fin.writeUInt16LE(fichiers.length, 10);
  fin.writeUInt32LE(repertoire.length, 12);
  fin.writeUInt32LE(place, 16);
  return Buffer.concat([...locaux, repertoire, fin]);
}

export const UN_PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  'latin1',
);
export const UN_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** A CDA of level 1 that carries `pdf`, or of level 3 with a narrative. */
export function unCda(corps: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- essai --><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Lettre de liaison</title>` +
      `<recordTarget><patientRole><id extension="x"/></patientRole></recordTarget><component>${corps}</component></ClinicalDocument>`,
  );
}
export const cdaDuPdf = (pdf: Buffer): Buffer =>
  unCda(
    `<nonXMLBody><text mediaType="application/pdf" representation="B64">${pdf.toString('base64')}</text></nonXMLBody>`,
  );
