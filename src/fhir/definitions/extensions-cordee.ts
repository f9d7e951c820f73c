const simples = (prefixe: string, noms: Readonly<Record<string, string>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(noms).map(([nom, type]) => [prefixe + nom, [type]]));

/**
 * Extensions Cordée writes in its own resources, where neither R4 nor the French profiles have a place: url → types of the value.
 * A room that writes a new one declares it here, else what it writes is not valid.
 */
export const EXTENSIONS_CORDEE: Readonly<Record<string, readonly string[]>> = {
  ...simples('urn:cordee:demande:', {
    accord: 'string',
    'accord-motif': 'string',
    boite: 'string',
    canal: 'string',
    'cloturee-le': 'dateTime',
    'decidee-le': 'dateTime',
    prochaine: 'string',
    'prochaine-le': 'dateTime',
    'qualifiee-le': 'dateTime',
    retour: 'dateTime',
    structure: 'Reference',
    'suspendue-depuis': 'dateTime',
    'suspendue-ms': 'decimal',
    telephone: 'string',
    urgence: 'string',
  }),
  ...simples('urn:cordee:orientation:', {
    adresse: 'string',
    'alternative-nom': 'string',
    'alternative-ref': 'string',
    boite: 'string',
    commencee: 'dateTime',
    fin: 'dateTime',
    'fin-motif': 'string',
    precedente: 'string',
    preneur: 'Reference',
    rdv: 'dateTime',
    relance: 'dateTime',
    'repondu-commentaire': 'string',
    'repondu-le': 'dateTime',
    'repondu-par': 'string',
    'structure-expeditrice': 'string',
    'suite-donnee': 'boolean',
    telephone: 'string',
  }),
  ...simples('urn:cordee:appel:', {
    avant: 'string',
    champ: 'string',
    confirme: 'boolean',
    sens: 'string',
    structure: 'Reference',
    telephone: 'string',
    'telephone-autre': 'string',
  }),
  ...simples('urn:cordee:', {
    'ajoute-par': 'string',
    fondement: 'code',
    preuve: 'string',
    roles: 'string',
    structure: 'string',
    telephone: 'string',
  }),
};
