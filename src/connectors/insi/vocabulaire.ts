/**
 * Names of the messages of the service, in one place; nothing else in the connector knows them. Where each comes from, and how sure it is, is
 * written in README.md. The verification (`verifier`, `verification`) is not in the published WSDL: it stays a parameter.
 */
export interface VocabulaireInsi {
  readonly espaces: { readonly recherche: string; readonly verification: string; readonly resultat: string };
  readonly actions: { readonly rechercher: string; readonly verifier: string };
  readonly requetes: { readonly rechercher: string; readonly verifier: string };
  readonly champs: {
    readonly nomNaissance: string;
    readonly prenom: string;
    readonly sexe: string;
    readonly dateNaissance: string;
    readonly lieuNaissance: string;
  };
  /** What a verification wraps: the person, the INS held, its number, the traits. */
  readonly verification: {
    readonly individu: string;
    readonly ins: string;
    readonly identifiant: string;
    readonly numero: string;
    readonly cle: string;
    readonly oid: string;
    readonly traits: string;
  };
  readonly reponse: {
    readonly resultat: string;
    readonly compteRendu: string;
    readonly code: string;
    readonly individu: string;
    readonly actif: string;
    readonly historique: string;
    readonly identifiant: string;
    readonly numero: string;
    readonly cle: string;
    readonly oid: string;
    readonly traits: string;
    readonly prenoms: string;
    /** Detail of a fault, whose attribute `code` says what failed. */
    readonly erreur: string;
  };
  readonly codes: {
    readonly trouvee: string;
    readonly aucune: string;
    readonly plusieurs: string;
    readonly conforme: string;
    readonly nonConforme: string;
  };
}

export const VOCABULAIRE: VocabulaireInsi = {
  espaces: {
    recherche: 'http://www.cnamts.fr/INSiRecSans',
    verification: 'http://www.cnamts.fr/INSiVerif',
    resultat: 'http://www.cnamts.fr/INSiResultat',
  },
  actions: {
    rechercher: 'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite',
    verifier: 'urn:ServiceIdentiteCertifiee:1.0.0:verifierInsAvecTraitsIdentite',
  },
  requetes: { rechercher: 'RECSANSVITALE', verifier: 'VERIFINS' },
  champs: {
    nomNaissance: 'NomNaissance',
    prenom: 'Prenom',
    sexe: 'Sexe',
    dateNaissance: 'DateNaissance',
    lieuNaissance: 'LieuNaissance',
  },
  verification: {
    individu: 'IndividuVerifie',
    ins: 'INSFourni',
    identifiant: 'IdIndividu',
    numero: 'NumIdentifiant',
    cle: 'Cle',
    oid: 'OID',
    traits: 'TraitsIdentiteIndividu',
  },
  reponse: {
    resultat: 'RESULTAT',
    compteRendu: 'CR',
    code: 'CodeCR',
    individu: 'INDIVIDU',
    actif: 'INSACTIF',
    historique: 'INSHISTO',
    identifiant: 'IdIndividu',
    numero: 'NumIdentifiant',
    cle: 'Cle',
    oid: 'OID',
    traits: 'TIQ',
    prenoms: 'ListePrenom',
    erreur: 'Erreur',
  },
  codes: { trouvee: '00', aucune: '01', plusieurs: '02', conforme: '00', nonConforme: '01' },
};
