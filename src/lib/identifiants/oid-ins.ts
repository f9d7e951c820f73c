// OID of the authority that assigned a matricule INS: .8 NIR, .9 NIA (temporary), .10 test, .11 demonstration.
// In production .10 and .11 are refused; in the trial profile .8 and .9 are refused, so that no real person enters a demonstration.
// Not checked: that the matricule itself belongs to that range.
// Source: droit-et-securite INS-03; ANS list of INS OIDs. Vectors: vecteurs/oid-ins.{valides,invalides}.txt
import { type Resultat, lu, refuse } from './resultat.ts';

export type OidIns = string & { readonly marque: 'OidIns' };
export type NatureIns = 'INS-NIR' | 'INS-NIA' | 'INS-NIR-TEST' | 'INS-NIR-DEMO';
export type ProfilExecution = 'production' | 'essai';

const NATURES = {
  '1.2.250.1.213.1.4.8': 'INS-NIR',
  '1.2.250.1.213.1.4.9': 'INS-NIA',
  '1.2.250.1.213.1.4.10': 'INS-NIR-TEST',
  '1.2.250.1.213.1.4.11': 'INS-NIR-DEMO',
} as const satisfies Readonly<Record<string, NatureIns>>;

const ADMIS: Readonly<Record<ProfilExecution, readonly NatureIns[]>> = {
  production: ['INS-NIR', 'INS-NIA'],
  essai: ['INS-NIR-TEST', 'INS-NIR-DEMO'],
};

const TEXTES = {
  inconnu: 'Cet OID n’est pas celui d’une identité nationale de santé.',
  essai_en_production:
    'Cette identité est une identité de test ou de démonstration : elle est refusée sur une plateforme réelle.',
  reel_en_essai:
    'Cette identité est celle d’une personne réelle : elle est refusée sur une plateforme d’essai. N’y saisissez que des identités de test.',
} as const;

export type MotifOidIns = keyof typeof TEXTES;

function estConnu(oid: string): oid is keyof typeof NATURES {
  return Object.hasOwn(NATURES, oid);
}

/** Reads an OID, with or without `urn:oid:`, and refuses the ranges the running profile must never hold. */
export function lireOidIns(texte: string, profil: ProfilExecution): Resultat<OidIns, MotifOidIns> {
  const oid = texte.trim().replace(/^urn:oid:/i, '');
  if (!estConnu(oid)) return refuse('inconnu', TEXTES);
  if (!ADMIS[profil].includes(NATURES[oid])) {
    return refuse(profil === 'production' ? 'essai_en_production' : 'reel_en_essai', TEXTES);
  }
  return lu(oid as string as OidIns);
}

/** Nature of an OID already read; also the code of FHIR `identifier.type` in fr-core-cs-v2-0203. */
export function natureIns(oid: OidIns): NatureIns {
  const texte: string = oid;
  if (!estConnu(texte)) throw new Error('OID INS construit sans être lu');
  return NATURES[texte];
}
