import { accuseDeLecture, avisDeNonRemise, reponseAbsence, type Lecture } from './avis.ts';
import { verdict, type Monde, type Verdict } from './comportements.ts';
import type { DepotSimule } from './depot.ts';
import type { MessageRecu } from '../boite.ts';
import { lireMessage } from '../lire-message.ts';

export interface Distribution {
  /** Verdict au moment de RCPT TO ; compte le passage. */
  presenter(expediteur: string, destinataire: string): Verdict;
  /** Range le message selon les verdicts, puis lance les suites (avis, absence). Se résout une fois le message durable. */
  distribuer(expediteur: string, suites: ReadonlyMap<string, Verdict>, octets: Buffer): Promise<void>;
  accuserLecture(lecture: Lecture): Promise<void>;
  /** Se résout quand plus aucun avis n'est en route. */
  auRepos(): Promise<void>;
}

export interface Reglages {
  readonly monde: Monde;
  readonly depot: DepotSimule;
  readonly horloge: () => Date;
  readonly nouvelId: () => string;
  /** Appelé après chaque dépôt : réveille les écoutes IDLE. */
  readonly surDepot: (adresse: string) => void;
}

// Trace de transport que tout opérateur ajoute : deux remises du même envoi n'ont donc pas les mêmes octets.
function avecTraces(expediteur: string, id: string, le: Date, octets: Buffer): Buffer {
  const traces = `Return-Path: <${expediteur}>\r\nReceived: by simulateur.invalid (essai) with ESMTP id ${id};\r\n\t${le.toUTCString().replace('GMT', '+0000')}\r\n`;
  return Buffer.concat([Buffer.from(traces), octets]);
}

function memeAdresse(adresse: string): string {
  return adresse.toLowerCase();
}

/** Bureau de distribution du monde extérieur : applique les verdicts et produit les messages automatiques. */
export function creerDistribution(reglages: Reglages): Distribution {
  const { monde, depot, horloge, nouvelId, surDepot } = reglages;
  const passages = new Map<string, number>();
  const enRoute = new Set<Promise<void>>();

  async function ranger(destinataire: string, octets: Buffer): Promise<void> {
    const adresse = memeAdresse(destinataire);
    await depot.deposer(adresse, octets, horloge());
    surDepot(adresse);
  }

  /** Message automatique vers `expediteur` ; rien vers l'expéditeur nul, pour ne jamais boucler (RFC 3834 §2). */
  async function renvoyer(expediteur: string, ecrire: (contexte: { id: string; le: Date }) => Buffer): Promise<void> {
    if (expediteur !== '') {
      await ranger(expediteur, ecrire({ id: nouvelId(), le: horloge() }));
    }
  }

  async function repondreAbsent(expediteur: string, destinataire: string, octets: Buffer): Promise<void> {
    const lu: MessageRecu = await lireMessage({ uid: 0, brut: octets, recuLe: horloge(), complet: true });
    if (lu.nature !== 'message' || lu.automatique) {
      return;
    }
    const absent = { adresse: destinataire, nom: monde.boites.get(memeAdresse(destinataire))?.nom ?? destinataire };
    const { messageId: original, sujet } = lu;
    await renvoyer(expediteur, (contexte) => reponseAbsence({ absent, expediteur, original, sujet }, contexte));
  }

  async function suivre(expediteur: string, destinataire: string, suite: Verdict, octets: Buffer): Promise<void> {
    if (suite.sorte === 'accepter-puis-avis') {
      const { code, texte } = suite;
      await renvoyer(expediteur, (contexte) =>
        avisDeNonRemise({ expediteur, destinataire, code, texte, original: octets }, contexte),
      );
    } else if (suite.sorte === 'remettre-et-repondre-absent') {
      await repondreAbsent(expediteur, destinataire, octets);
    }
  }

  function lancer(tache: Promise<void>): void {
    // Un avis perdu est une panne du simulateur : la promesse gardée rejettera dans auRepos().
    enRoute.add(tache);
    void tache.then(
      () => enRoute.delete(tache),
      () => undefined,
    );
  }

  return {
    presenter(expediteur, destinataire) {
      const cle = `${memeAdresse(expediteur)}→${memeAdresse(destinataire)}`;
      const passage = (passages.get(cle) ?? 0) + 1;
      passages.set(cle, passage);
      return verdict(monde, destinataire, passage);
    },
    async distribuer(expediteur, suites, octets) {
      for (const [destinataire, suite] of suites) {
        const fois =
          suite.sorte === 'refuser' || suite.sorte === 'accepter-puis-avis'
            ? 0
            : suite.sorte === 'remettre-deux-fois'
              ? 2
              : 1;
        for (let une = 0; une < fois; une += 1) {
          await ranger(destinataire, avecTraces(expediteur, nouvelId(), horloge(), octets));
        }
      }
      for (const [destinataire, suite] of suites) {
        lancer(suivre(expediteur, destinataire, suite, octets));
      }
    },
    accuserLecture: (lecture) => renvoyer(lecture.demandePar, (contexte) => accuseDeLecture(lecture, contexte)),
    async auRepos() {
      while (enRoute.size > 0) {
        await Promise.all(enRoute);
      }
    },
  };
}
