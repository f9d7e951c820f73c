/**
 * Names of the messages of the service, in one place. NOT VERIFIED: the guide SEL-MP-043 was not available; these names are placed from
 * memory and must be compared with the guide and its WSDL before any real connection. Nothing else in the connector knows them.
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
    readonly matricule: string;
    readonly cle: string;
    readonly oid: string;
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
    rechercher: 'http://www.cnamts.fr/ServiceIdentiteCertifiee/1.0/rechercherInsAvecTraitsIdentite',
    verifier: 'http://www.cnamts.fr/ServiceIdentiteCertifiee/1.0/verifierInsAvecTraitsIdentite',
  },
  requetes: { rechercher: 'RECSANSVITALE', verifier: 'VERIFINS' },
  champs: {
    nomNaissance: 'NomNaissance',
    prenom: 'Prenom',
    sexe: 'Sexe',
    dateNaissance: 'DateNaissance',
    lieuNaissance: 'LieuNaissance',
    matricule: 'NumIdentifiant',
    cle: 'Cle',
    oid: 'OID',
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
  },
  codes: { trouvee: '00', aucune: '01', plusieurs: '02', conforme: '00', nonConforme: '01' },
};
