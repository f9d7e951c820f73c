import { horlogeSysteme, type Horloge } from '#lib/horloge.ts';
import { nouvelId, type NouvelId } from '#lib/ids.ts';
import type { ConfigBoite, Securite } from '../config.ts';
import type { Lecture } from './avis.ts';
import { existe, type BoiteSimulee, type DomaineSimule } from './comportements.ts';
import { depotEnMemoire, type DepotSimule } from './depot.ts';
import { creerDistribution } from './distribution.ts';
import { demarrerImap } from './imap/serveur.ts';
import { demarrerSmtp, type CertificatSimule } from './smtp-simule.ts';
import { creerWebmail, type Webmail } from './webmail.ts';

export interface OptionsSimulateur {
  readonly domaines: readonly DomaineSimule[];
  readonly boites: readonly BoiteSimulee[];
  /** Domaines existant dans le monde mais pas dans l'espace de confiance : refus 554. */
  readonly domainesHorsEspace?: readonly string[];
  /** En mémoire à défaut. */
  readonly depot?: DepotSimule;
  /** Secret commun à toutes les boîtes : le simulateur n'écoute que sur cette machine. */
  readonly secret?: string;
  readonly horloge?: Horloge;
  readonly nouvelId?: NouvelId;
  /** Les lecteurs du webmail accusent lecture quand l'expéditeur le demande. Vrai à défaut. */
  readonly accusesDeLecture?: boolean;
  readonly certificat?: CertificatSimule;
  readonly securite?: Securite;
  readonly octetsMax?: number;
}

export interface Simulateur {
  readonly ports: { readonly smtp: number; readonly imap: number };
  readonly webmail: Webmail;
  /** Réglages pour ouvrir une boîte du simulateur avec le client réel. */
  configPour(adresse: string): ConfigBoite;
  /** Ajoute une boîte au monde ; sans effet si elle existe. */
  declarerBoite(boite: BoiteSimulee): void;
  /** Se résout quand les avis et réponses automatiques en route sont arrivés. */
  auRepos(): Promise<void>;
  readonly pannes: {
    /** Coupe toutes les connexions IMAP sans prévenir. */
    couperImap(): void;
    /** Change l'UIDVALIDITY d'une boîte et renumérote ses messages. */
    renumeroter(adresse: string): Promise<void>;
  };
  arreter(): Promise<void>;
}

const MEGA = 1024 * 1024;

// Boîte née d'un premier message (patient, adresse à comportement) : elle doit paraître dans le webmail.
function boiteDePassage(adresse: string): BoiteSimulee {
  return { adresse, nom: adresse, role: 'Autres correspondants' };
}

function verifierDomaines(options: OptionsSimulateur): void {
  const tous = [...options.domaines.map((un) => un.nom), ...(options.domainesHorsEspace ?? [])];
  const interdit = tous.find((nom) => !nom.endsWith('.invalid') || nom !== nom.toLowerCase());
  if (interdit !== undefined) {
    throw new Error('Le simulateur n’accepte que des domaines en minuscules finissant par « .invalid ».');
  }
}

/** Démarre le monde extérieur d'essai : SMTP, IMAP et webmail, sur la boucle locale, ports libres. */
export async function demarrerSimulateur(options: OptionsSimulateur): Promise<Simulateur> {
  verifierDomaines(options);
  const { secret = 'essai', depot = depotEnMemoire(), horloge = horlogeSysteme, securite = 'aucune-essai' } = options;
  const boites = new Map(options.boites.map((boite) => [boite.adresse.toLowerCase(), boite]));
  const connaitre = (adresse: string) => void (boites.has(adresse) || boites.set(adresse, boiteDePassage(adresse)));
  for (const adresse of await depot.adresses()) {
    connaitre(adresse);
  }
  const monde = { domaines: options.domaines, domainesHorsEspace: options.domainesHorsEspace ?? [], boites };
  const autoriser = (identifiant: string, donne: string) => donne === secret && existe(monde, identifiant);
  const tls =
    options.certificat === undefined ? {} : { certificat: options.certificat, tlsImmediat: securite === 'tls' };

  const imap = await demarrerImap({ depot, autoriser, ...tls });
  const distribution = creerDistribution({
    monde,
    depot,
    horloge: () => horloge.maintenant(),
    nouvelId: options.nouvelId ?? nouvelId,
    surDepot(adresse) {
      connaitre(adresse);
      imap.reveiller(adresse);
    },
  });
  const smtp = await demarrerSmtp({ distribution, autoriser, octetsMax: options.octetsMax ?? 25 * MEGA, ...tls });

  function configPour(adresse: string): ConfigBoite {
    const acces = { hote: '127.0.0.1', securite };
    return {
      adresse,
      identifiant: adresse,
      secret,
      smtp: { ...acces, port: smtp.port },
      imap: { ...acces, port: imap.port },
      ...(options.certificat === undefined
        ? {}
        : { ca: options.certificat.certificat, nomServeur: 'simulateur.invalid' }),
    };
  }

  const accuser = async (lecture: Lecture) =>
    options.accusesDeLecture === false ? undefined : distribution.accuserLecture(lecture);
  return {
    ports: { smtp: smtp.port, imap: imap.port },
    webmail: creerWebmail({ monde, depot, configPour, accuser, horloge, nouvelId: options.nouvelId ?? nouvelId }),
    configPour,
    declarerBoite: (boite) => void boites.set(boite.adresse.toLowerCase(), boite),
    auRepos: () => distribution.auRepos(),
    pannes: { couperImap: () => imap.couper(), renumeroter: (adresse) => depot.renumeroter(adresse.toLowerCase()) },
    async arreter() {
      await smtp.arreter();
      await distribution.auRepos();
      await imap.arreter();
      await depot.fermer();
    },
  };
}
