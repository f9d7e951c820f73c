import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { MagasinFhir } from '#fhir/store/store.ts';
import { porteeSysteme } from '#acces/portee.ts';
import type { TypeFhir } from '#fhir/types.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Hasard } from '../hasard.ts';
import type { MaisonDesCanaris } from './maison.ts';
import { TERRITOIRES } from './lieux.ts';
import type { Entree, Personnage } from './personnages.ts';

/** What reaches a reader without being asked: the stream of the screens, the notifications of a software. */
export interface Ecoutes extends AsyncDisposable {
  /** Everything heard since the last look. */
  relever(): readonly { readonly personnage: Personnage; readonly quoi: Entendu; readonly texte: string }[];
}

type Entendu = 'flux des écrans' | 'notification' | 'abonnement';

const CRITERES = ['Task?status=requested', 'Condition', 'Observation?status=final', 'Patient', 'Flag?status=active'];

export async function ouvrirEcoutes(
  maison: MaisonDesCanaris,
  scene: readonly { readonly personnage: Personnage; readonly entree: Entree }[],
): Promise<Ecoutes> {
  const entendus: { personnage: Personnage; quoi: Entendu; texte: string }[] = [];
  const fin = new AbortController();
  const receveurs: Server[] = [];
  for (const { personnage, entree } of scene) {
    const entendre = (quoi: Entendu, texte: string): void => void entendus.push({ personnage, quoi, texte });
    if (personnage.genre === 'compte') await suivreLesEcrans(maison, await entree(), fin.signal, entendre);
    if (personnage.genre === 'logiciel') receveurs.push(await sAbonner(maison, await entree(), entendre));
  }
  return {
    relever: () => entendus.splice(0),
    [Symbol.asyncDispose]: async () => {
      fin.abort();
      for (const receveur of receveurs) {
        receveur.closeAllConnections();
        receveur.close();
        await once(receveur, 'close');
      }
    },
  };
}

type Entendre = (quoi: Entendu, texte: string) => void;

async function suivreLesEcrans(
  { app }: MaisonDesCanaris,
  entetes: Readonly<Record<string, string>>,
  signal: AbortSignal,
  entendre: Entendre,
): Promise<void> {
  const reponse = await app.request('http://localhost:1/evenements', { headers: entetes, signal });
  if (reponse.status !== 200 || reponse.body === null) throw new Error(`/evenements répond ${reponse.status}`);
  const lecteur = reponse.body.pipeThrough(new TextDecoderStream()).getReader();
  signal.addEventListener('abort', () => void lecteur.cancel());
  const lire = async (): Promise<void> => {
    for (let lu = await lecteur.read(); !lu.done; lu = await lecteur.read()) entendre('flux des écrans', lu.value);
  };
  void lire();
}

async function sAbonner({ app }: MaisonDesCanaris, entetes: Readonly<Record<string, string>>, entendre: Entendre) {
  const receveur = createServer((req, res) => {
    const morceaux: Buffer[] = [];
    req.on('data', (morceau: Buffer) => morceaux.push(morceau));
    req.on('end', () => {
      entendre('notification', `${JSON.stringify(req.headers)} ${Buffer.concat(morceaux).toString()}`);
      res.writeHead(200).end();
    });
  });
  receveur.listen(0, '127.0.0.1');
  await once(receveur, 'listening');
  const adresse = receveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('receveur sans adresse');
  for (const criteria of CRITERES) {
    const channel = {
      type: 'rest-hook',
      endpoint: `http://127.0.0.1:${adresse.port}/`,
      payload: 'application/fhir+json',
    };
    const corps = { resourceType: 'Subscription', status: 'requested', reason: 'Canaris', criteria, channel };
    const reponse = await app.request('http://localhost:1/fhir/Subscription', {
      method: 'POST',
      headers: { ...entetes, 'content-type': 'application/fhir+json' },
      body: JSON.stringify(corps),
    });
    // A software without the right for that type is refused: that is an answer too.
    entendre('abonnement', await reponse.text());
  }
  return receveur;
}

/** Something happens in each territory: one element is written again as it is, and whoever follows it hears of it. */
export async function faireVivre(
  { base }: MaisonDesCanaris,
  references: readonly string[],
  h: Hasard,
  maintenant: Date,
): Promise<void> {
  const [type = '', id = ''] = h.parmi(references).split('/');
  for (const territoire of TERRITOIRES)
    await base.territoire<TablesTerritoire, void>(territoire, async (tx) => {
      const magasin = new MagasinFhir(tx);
      const lue = await magasin.lire(type as TypeFhir, id, porteeSysteme('canaris'));
      if (lue === undefined) return;
      const lecteurs = await magasin.lecteursDe(type as TypeFhir, id);
      const ecriture = { auteur: 'systeme:canaris', le: maintenant, attendue: lue.version, lecteurs };
      await magasin.ecrire(lue.ressource, ecriture);
    });
}
