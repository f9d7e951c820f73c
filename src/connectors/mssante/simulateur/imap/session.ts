import type { DepotSimule } from '../depot.ts';
import { criteres, elementsDemandes, marqueCommeVu, reponseFetch, type MessageVu } from './messages.ts';
import { chaine, dansEnsemble, SyntaxeImap, type Commande, type Element } from './syntaxe.ts';

/** État d'une session IMAP et effet de chaque commande. Le réseau est dans serveur.ts. */

export interface ReglagesSession {
  readonly depot: DepotSimule;
  readonly autoriser: (identifiant: string, secret: string) => boolean;
  readonly ecrire: (octets: Buffer | string) => void;
}

interface Ouverte {
  readonly lectureSeule: boolean;
  messages: readonly MessageVu[];
}

export type Issue = { readonly sorte: 'OK' | 'NO' | 'BAD'; readonly texte: string };

const VU = String.raw`\Seen`;
const EFFACE = String.raw`\Deleted`;
const DRAPEAUX = String.raw`\Answered \Flagged \Deleted \Seen \Draft`;
const ok = (texte: string): Issue => ({ sorte: 'OK', texte });
const non = (texte: string): Issue => ({ sorte: 'NO', texte });

function texteDe(element: Element | undefined): string {
  if (typeof element !== 'string') {
    throw new SyntaxeImap('Argument attendu');
  }
  return element;
}

function textesDe(element: Element | undefined): string[] {
  return typeof element === 'string' ? [element] : (element ?? []).map(texteDe);
}

function numerotes(etat: Awaited<ReturnType<DepotSimule['etat']>>): MessageVu[] {
  return etat.entrees.map((entree, rang) => ({ rang: rang + 1, entree }));
}

// Ces commandes lisent des numéros d'ordre : aucune annonce de départ ne doit les changer sous elles (RFC 3501 §7.4.1).
const SANS_ANNONCE = new Set(['FETCH', 'STORE', 'SEARCH', 'SELECT', 'EXAMINE']);

export class SessionImap {
  readonly #reglages: ReglagesSession;
  #adresse: string | undefined;
  #ouverte: Ouverte | undefined;

  constructor(reglages: ReglagesSession) {
    this.#reglages = reglages;
  }

  /** Boîte de l'utilisateur identifié. */
  get adresse(): string | undefined {
    return this.#adresse;
  }

  identifier(identifiant: string, secret: string): Issue {
    if (!this.#reglages.autoriser(identifiant, secret)) {
      return non('[AUTHENTICATIONFAILED] Identification refusée');
    }
    this.#adresse = identifiant.toLowerCase();
    return ok('Identifié');
  }

  async executer(commande: Commande): Promise<Issue> {
    const issue = await this.#faire(commande);
    if (issue.sorte === 'OK' && !SANS_ANNONCE.has(commande.nom)) {
      await this.annoncer();
    }
    return issue;
  }

  /** Annonce les arrivées et départs survenus depuis la dernière fois, si une boîte est ouverte. */
  async annoncer(): Promise<void> {
    if (this.#ouverte === undefined) {
      return;
    }
    const avant = this.#ouverte.messages;
    await this.#rafraichir(this.#ouverte);
    const presents = new Set(this.#ouverte.messages.map((vu) => vu.entree.uid));
    const partis = avant.filter((vu) => !presents.has(vu.entree.uid));
    for (const vu of partis.toReversed()) {
      this.#ligne(`* ${vu.rang} EXPUNGE`);
    }
    if (this.#ouverte.messages.length !== avant.length - partis.length) {
      this.#ligne(`* ${this.#ouverte.messages.length} EXISTS`);
    }
  }

  #faire(commande: Commande): Issue | Promise<Issue> {
    const [premier, second] = commande.arguments;
    const parUid = commande.nom.startsWith('UID ');
    switch (commande.nom) {
      case 'LOGIN':
        return this.identifier(texteDe(premier), texteDe(second));
      case 'NOOP':
      case 'CHECK':
        return ok(`${commande.nom} fait`);
      case 'LIST':
      case 'LSUB':
        return this.#lister(commande.nom, texteDe(second));
      case 'SELECT':
      case 'EXAMINE':
        return this.#ouvrir(texteDe(premier), commande.nom === 'EXAMINE');
      case 'STATUS':
        return this.#statut(texteDe(premier), textesDe(second));
      case 'CLOSE':
      case 'UNSELECT':
        return this.#fermer();
      default:
        return this.#faireSurMessages(commande, parUid);
    }
  }

  #faireSurMessages(commande: Commande, parUid: boolean): Issue | Promise<Issue> {
    switch (commande.nom.replace('UID ', '')) {
      case 'SEARCH':
        return this.#chercher(commande.arguments, parUid);
      case 'FETCH':
        return this.#lire(commande.arguments, parUid);
      case 'STORE':
        return this.#marquer(commande.arguments, parUid);
      case 'EXPUNGE':
        return this.#purger(
          parUid ? dansEnsemble(texteDe(commande.arguments[0]), Number.MAX_SAFE_INTEGER) : () => true,
        );
      default:
        return { sorte: 'BAD', texte: 'Commande non simulée' };
    }
  }

  #ligne(texte: string): void {
    this.#reglages.ecrire(`${texte}\r\n`);
  }

  #mienne(): string {
    if (this.#adresse === undefined) {
      throw new SyntaxeImap('Identification nécessaire');
    }
    return this.#adresse;
  }

  #boite(): Ouverte {
    if (this.#ouverte === undefined) {
      throw new SyntaxeImap('Aucune boîte ouverte');
    }
    return this.#ouverte;
  }

  async #rafraichir(ouverte: Ouverte): Promise<void> {
    ouverte.messages = numerotes(await this.#reglages.depot.etat(this.#mienne()));
  }

  async #ouvrir(nom: string, lectureSeule: boolean): Promise<Issue> {
    this.#ouverte = undefined;
    if (nom.toUpperCase() !== 'INBOX') {
      return non('[NONEXISTENT] Seul INBOX existe ici');
    }
    const etat = await this.#reglages.depot.etat(this.#mienne());
    this.#ouverte = { lectureSeule, messages: numerotes(etat) };
    this.#ligne(`* FLAGS (${DRAPEAUX})`);
    this.#ligne(`* ${etat.entrees.length} EXISTS`);
    this.#ligne('* 0 RECENT');
    this.#ligne(`* OK [UIDVALIDITY ${etat.uidvalidity}] UID valides`);
    this.#ligne(`* OK [UIDNEXT ${etat.uidSuivant}] Prochain UID`);
    this.#ligne(`* OK [PERMANENTFLAGS (${lectureSeule ? '' : DRAPEAUX})] Drapeaux`);
    return ok(lectureSeule ? '[READ-ONLY] EXAMINE fait' : '[READ-WRITE] SELECT fait');
  }

  #fermer(): Issue {
    this.#boite();
    this.#ouverte = undefined;
    return ok('Boîte fermée');
  }

  #lister(nom: string, motif: string): Issue {
    this.#mienne();
    if (motif === '') {
      this.#ligne(String.raw`* LIST (\Noselect) "/" ""`);
    } else if (['*', '%', 'INBOX'].includes(motif.toUpperCase())) {
      this.#ligne(String.raw`* ${nom} (\HasNoChildren) "/" "INBOX"`);
    }
    return ok(`${nom} fait`);
  }

  async #statut(nom: string, champs: readonly string[]): Promise<Issue> {
    if (nom.toUpperCase() !== 'INBOX') {
      return non('[NONEXISTENT] Seul INBOX existe ici');
    }
    const { entrees, uidSuivant, uidvalidity } = await this.#reglages.depot.etat(this.#mienne());
    const valeurs = new Map([
      ['MESSAGES', entrees.length],
      ['RECENT', 0],
      ['UIDNEXT', uidSuivant],
      ['UIDVALIDITY', uidvalidity],
      ['UNSEEN', entrees.filter((entree) => !entree.drapeaux.includes(VU)).length],
    ]);
    const demandes = champs.map((champ) => champ.toUpperCase()).filter((champ) => valeurs.has(champ));
    this.#ligne(
      `* STATUS ${chaine(nom)} (${demandes.map((champ) => `${champ} ${valeurs.get(champ) ?? 0}`).join(' ')})`,
    );
    return ok('STATUS fait');
  }

  #chercher(demande: readonly Element[], parUid: boolean): Issue {
    const { messages } = this.#boite();
    const garde = criteres(demande, messages);
    const numeros = messages.filter(garde).map((vu) => (parUid ? vu.entree.uid : vu.rang));
    this.#ligne(['* SEARCH', ...numeros].join(' '));
    return ok('SEARCH fait');
  }

  #choisis(ensemble: string, parUid: boolean): MessageVu[] {
    const { messages } = this.#boite();
    const dedans = dansEnsemble(ensemble, parUid ? (messages.at(-1)?.entree.uid ?? 0) : messages.length);
    return messages.filter((vu) => dedans(parUid ? vu.entree.uid : vu.rang));
  }

  async #poserDrapeaux(vu: MessageVu, drapeaux: readonly string[]): Promise<void> {
    await this.#reglages.depot.marquer(this.#mienne(), vu.entree.uid, drapeaux);
    const la = this.#boite();
    la.messages = la.messages.map((un) => (un.rang === vu.rang ? { ...un, entree: { ...un.entree, drapeaux } } : un));
  }

  async #lire([ensemble, demande]: readonly Element[], parUid: boolean): Promise<Issue> {
    const { depot, ecrire } = this.#reglages;
    const elements = elementsDemandes(demande, parUid);
    for (const vu of this.#choisis(texteDe(ensemble), parUid)) {
      const octets = async () => Buffer.from((await depot.lire(this.#mienne(), vu.entree.uid)) ?? new Uint8Array());
      ecrire(await reponseFetch(vu, elements, octets));
      if (marqueCommeVu(elements) && !this.#boite().lectureSeule && !vu.entree.drapeaux.includes(VU)) {
        await this.#poserDrapeaux(vu, [...vu.entree.drapeaux, VU]);
      }
    }
    return ok('FETCH fait');
  }

  async #marquer([ensemble, action, valeur]: readonly Element[], parUid: boolean): Promise<Issue> {
    if (this.#boite().lectureSeule) {
      return non('Boîte ouverte en lecture seule');
    }
    const voulus = textesDe(valeur);
    const verbe = texteDe(action).toUpperCase();
    for (const vu of this.#choisis(texteDe(ensemble), parUid)) {
      const gardes = verbe.startsWith('FLAGS') ? [] : vu.entree.drapeaux.filter((un) => !voulus.includes(un));
      const nouveaux = verbe.startsWith('-') ? gardes : [...gardes, ...voulus];
      await this.#poserDrapeaux(vu, nouveaux);
      if (!verbe.endsWith('.SILENT')) {
        this.#ligne(`* ${vu.rang} FETCH (UID ${vu.entree.uid} FLAGS (${nouveaux.join(' ')}))`);
      }
    }
    return ok('STORE fait');
  }

  async #purger(seulement: (uid: number) => boolean): Promise<Issue> {
    const { lectureSeule, messages } = this.#boite();
    if (lectureSeule) {
      return non('Boîte ouverte en lecture seule');
    }
    for (const { entree } of messages.filter((vu) => vu.entree.drapeaux.includes(EFFACE) && seulement(vu.entree.uid))) {
      await this.#reglages.depot.supprimer(this.#mienne(), entree.uid);
    }
    return ok('EXPUNGE fait');
  }
}
