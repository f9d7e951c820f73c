import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { enAscii } from '../ascii.ts';
import { Decoupeur } from './decoupeur.ts';
import type { DepotSimule } from '../depot.ts';
import { SessionImap, type Issue } from './session.ts';
import { lireCommande, SyntaxeImap, type Commande } from './syntaxe.ts';
import type { CertificatSimule, ServeurSimule } from '../smtp-simule.ts';

export interface ReglagesImap {
  readonly depot: DepotSimule;
  readonly autoriser: (identifiant: string, secret: string) => boolean;
  readonly certificat?: CertificatSimule;
  readonly tlsImmediat?: boolean;
}

export interface ServeurImap extends ServeurSimule {
  /** Réveille les sessions en écoute de cette boîte. */
  reveiller(adresse: string): void;
  /** Panne à la demande : ferme toutes les connexions sans prévenir. */
  couper(): void;
}

const LITTERAL_MAX = 1024 * 1024;
const CAPACITES_DE_BASE = 'IMAP4rev1 IDLE UIDPLUS UNSELECT LITERAL+ SASL-IR AUTH=PLAIN AUTH=XOAUTH2 ID';

class ConnexionImap {
  readonly session: SessionImap;
  readonly #reglages: ReglagesImap;
  #prise: Socket;
  #lecture = new Decoupeur();
  #enEcoute = false;

  constructor(prise: Socket, reglages: ReglagesImap) {
    this.#prise = prise;
    this.#reglages = reglages;
    this.session = new SessionImap({ ...reglages, ecrire: (octets) => this.#ecrire(octets) });
    this.#brancher(prise);
  }

  #brancher(prise: Socket): void {
    const lecture = this.#lecture;
    prise.on('data', (morceau) => lecture.ajouter(morceau));
    prise.on('close', () => lecture.finir());
    // Une connexion rompue par le client n'est pas une panne du serveur ; « close » suit toujours.
    prise.on('error', () => undefined);
  }

  #ecrire(octets: Buffer | string): void {
    if (this.#prise.writable) {
      this.#prise.write(octets);
    }
  }

  #capacites(): string {
    return this.#peutChiffrer() ? `${CAPACITES_DE_BASE} STARTTLS` : CAPACITES_DE_BASE;
  }

  #peutChiffrer(): boolean {
    return this.#reglages.certificat !== undefined && !(this.#prise instanceof TLSSocket);
  }

  couper(): void {
    this.#prise.destroy();
  }

  async reveiller(): Promise<void> {
    if (this.#enEcoute) {
      await this.session.annoncer();
    }
  }

  async servir(): Promise<void> {
    this.#ecrire(`* OK [CAPABILITY ${this.#capacites()}] Messagerie d essai\r\n`);
    for (;;) {
      const lue = await this.#lireCommande();
      if (lue === undefined || !(await this.#traiter(lue.texte, lue.litteraux))) {
        break;
      }
    }
    this.#prise.end();
  }

  async #lireCommande(): Promise<{ texte: string; litteraux: string[] } | undefined> {
    const litteraux: string[] = [];
    let texte = '';
    for (;;) {
      const ligne = await this.#lecture.ligne();
      if (ligne === undefined) {
        return undefined;
      }
      texte += ligne;
      const annonce = /\{(\d{1,9})(\+?)\}$/.exec(ligne);
      if (annonce === null) {
        return { texte, litteraux };
      }
      const longueur = Number(annonce[1]);
      if (longueur > LITTERAL_MAX) {
        return undefined;
      }
      if (annonce[2] !== '+') {
        this.#ecrire('+ envoyez\r\n');
      }
      litteraux.push((await this.#lecture.bloc(longueur)) ?? '');
    }
  }

  /** Rend faux quand la connexion doit se fermer. */
  async #traiter(texte: string, litteraux: readonly string[]): Promise<boolean> {
    const etiquette = /^[^\s]{1,64}/.exec(texte)?.[0] ?? '*';
    try {
      const commande = lireCommande(texte, litteraux);
      if (commande.nom === 'LOGOUT') {
        this.#ecrire(`* BYE A bientot\r\n${etiquette} OK LOGOUT fait\r\n`);
        return false;
      }
      const issue = await this.#executer(commande);
      this.#ecrire(`${etiquette} ${issue.sorte} ${enAscii(issue.texte)}\r\n`);
      if (commande.nom === 'STARTTLS' && issue.sorte === 'OK') {
        this.#chiffrer();
      }
    } catch (erreur) {
      const raison = erreur instanceof SyntaxeImap ? erreur.message : 'Panne du simulateur';
      this.#ecrire(`${etiquette} BAD ${enAscii(raison)}\r\n`);
    }
    return true;
  }

  #executer(commande: Commande): Issue | Promise<Issue> {
    switch (commande.nom) {
      case 'CAPABILITY':
        this.#ecrire(`* CAPABILITY ${this.#capacites()}\r\n`);
        return { sorte: 'OK', texte: 'CAPABILITY fait' };
      case 'ID':
        this.#ecrire('* ID ("name" "Simulateur MSSante")\r\n');
        return { sorte: 'OK', texte: 'ID fait' };
      case 'AUTHENTICATE':
        return this.#authentifier(commande);
      case 'IDLE':
        return this.#ecouter();
      case 'STARTTLS':
        return this.#peutChiffrer()
          ? { sorte: 'OK', texte: 'TLS maintenant' }
          : { sorte: 'BAD', texte: 'STARTTLS indisponible' };
      default:
        return this.session.executer(commande);
    }
  }

  // SASL, en base64, avec ou sans réponse initiale. PLAIN (RFC 4616) : [autorisation] NUL identifiant NUL secret.
  // XOAUTH2 : « user=… ^A auth=Bearer … ^A ^A » ; le simulateur attend le secret commun pour jeton.
  async #authentifier({ arguments: [mecanisme, initiale] }: Commande): Promise<Issue> {
    if (initiale === undefined) {
      this.#ecrire('+ \r\n');
    }
    const reponse = typeof initiale === 'string' ? initiale : ((await this.#lecture.ligne()) ?? '');
    const clair = Buffer.from(reponse, 'base64').toString('utf8');
    if (mecanisme === 'XOAUTH2') {
      const [utilisateur = '', jeton = ''] = clair.split('\u0001');
      return this.session.identifier(utilisateur.replace(/^user=/, ''), jeton.replace(/^auth=Bearer /, ''));
    }
    const [, identifiant = '', secret = ''] = clair.split('\u0000');
    return mecanisme === 'PLAIN'
      ? this.session.identifier(identifiant, secret)
      : { sorte: 'NO', texte: 'Mécanisme non simulé' };
  }

  async #ecouter(): Promise<Issue> {
    this.#ecrire('+ ecoute\r\n');
    this.#enEcoute = true;
    await this.session.annoncer();
    const ligne = await this.#lecture.ligne();
    this.#enEcoute = false;
    return ligne?.toUpperCase() === 'DONE'
      ? { sorte: 'OK', texte: 'IDLE fini' }
      : { sorte: 'BAD', texte: 'DONE attendu' };
  }

  #chiffrer(): void {
    const { cle, certificat } = this.#reglages.certificat ?? { cle: '', certificat: '' };
    this.#prise.removeAllListeners('data');
    this.#prise.removeAllListeners('close');
    this.#lecture.vider();
    this.#prise = new TLSSocket(this.#prise, {
      isServer: true,
      secureContext: createSecureContext({ key: cle, cert: certificat }),
    });
    this.#brancher(this.#prise);
  }
}

function accepter(prise: Socket, reglages: ReglagesImap): Socket {
  const { certificat, tlsImmediat } = reglages;
  if (certificat === undefined || tlsImmediat !== true) {
    return prise;
  }
  prise.on('error', () => undefined);
  return new TLSSocket(prise, {
    isServer: true,
    secureContext: createSecureContext({ key: certificat.cle, cert: certificat.certificat }),
  });
}

/** Démarre le serveur IMAP sur un port libre de la boucle locale. */
export async function demarrerImap(reglages: ReglagesImap): Promise<ServeurImap> {
  const connexions = new Set<ConnexionImap>();
  const serveur = createServer({ noDelay: true }, (prise) => {
    const connexion = new ConnexionImap(accepter(prise, reglages), reglages);
    connexions.add(connexion);
    void connexion.servir().finally(() => connexions.delete(connexion));
  });
  await new Promise<void>((pret, echec) => {
    serveur.once('error', echec);
    serveur.listen(0, '127.0.0.1', pret);
  });
  const couper = () => {
    for (const connexion of connexions) {
      connexion.couper();
    }
  };
  return {
    port: (serveur.address() as AddressInfo).port,
    couper,
    reveiller(adresse) {
      for (const connexion of connexions) {
        if (connexion.session.adresse === adresse) {
          void connexion.reveiller();
        }
      }
    },
    arreter() {
      const fini = new Promise<void>((pret) => serveur.close(() => pret()));
      couper();
      return fini;
    },
  };
}
