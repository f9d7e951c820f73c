/** Types of the value of a simple extension; or the extensions it holds, by name, for one that says several things at once. */
export type ContenuExtension = readonly string[] | Readonly<Record<string, readonly string[]>>;

const simples = (prefixe: string, noms: Readonly<Record<string, string>>): Record<string, ContenuExtension> =>
  Object.fromEntries(Object.entries(noms).map(([nom, type]) => [prefixe + nom, [type]]));

const QUI_ET_QUAND = { par: ['string'], le: ['dateTime'] } as const;

/**
 * Extensions Cordée writes in its own resources, where neither R4 nor the French profiles have a place. A room that writes a new
 * one declares it here, else what it writes is not valid.
 */
export const EXTENSIONS_CORDEE: Readonly<Record<string, ContenuExtension>> = {
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
    referent: 'Reference',
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
    'aupres-de': 'string',
    fondement: 'code',
    information: 'code',
    mesures: 'string',
    mode: 'string',
    motif: 'string',
    'note-par': 'string',
    'personne-consultee': 'string',
    preuve: 'string',
    'recueil-le': 'dateTime',
    roles: 'code',
    structure: 'string',
    supports: 'string',
    telephone: 'string',
    categories: 'code',
    etendue: 'code',
    mesure: 'code',
    'partage-nomme': 'boolean',
  }),
  'urn:cordee:designation': {
    le: ['date'],
    acceptee: ['date'],
    revoquee: ['date'],
    portee: ['code'],
    preuve: ['string'],
    autorisation: ['string'],
  },
  'urn:cordee:verifie': QUI_ET_QUAND,
  'urn:cordee:conteste': { ...QUI_ET_QUAND, motif: ['string'], tache: ['string'] },
};
