import {
  NavigateurDeTest,
  ouvrirMaisonDeTest,
  unMembre,
  type MaisonDeTest,
  type PageLue,
} from '../connexion-testing.ts';
import {
  demandeDAutorisation,
  lireFhir,
  raccorder,
  repondre,
  unPatient,
  unPkce,
  type LogicielDeTest,
  type ReponseJson,
} from './testing.ts';

type Parametres = Record<string, string | undefined>;

/** A house, a doctor with two persons in her circle, an application without key, and a browser signed in anew for each test. */
export class BancDApplication {
  readonly maison: MaisonDeTest;
  readonly appli: LogicielDeTest;
  navigateur: NavigateurDeTest;
  pkce = unPkce();

  private constructor(maison: MaisonDeTest, appli: LogicielDeTest) {
    this.maison = maison;
    this.appli = appli;
    this.navigateur = new NavigateurDeTest(maison.origine);
  }

  static async ouvrir(): Promise<BancDApplication> {
    const maison = await ouvrirMaisonDeTest();
    await unMembre(maison.base);
    await unPatient(maison, { id: 'p1', nom: 'Perrin', membre: 'Practitioner/compte-lise' });
    await unPatient(maison, { id: 'p2', nom: 'Autre', membre: 'Practitioner/compte-lise' });
    await unPatient(maison, { id: 'p3', nom: 'Inconnue' });
    const appli = await raccorder(maison, {
      sansCle: true,
      nom: 'Agenda & soins',
      genre: 'application',
      familles: undefined,
      permissions: 'offline_access patient/*.cruds user/Patient.rs',
      retours: ['https://appli.invalid/retour?langue=fr'],
      lancement: 'https://appli.invalid/lancer',
    });
    return new BancDApplication(maison, appli);
  }

  async reconnecter(): Promise<void> {
    this.navigateur = new NavigateurDeTest(this.maison.origine);
    this.pkce = unPkce();
    await this.navigateur.seConnecter();
  }

  /** Another application, less allowed. */
  autreApplication(
    retours: readonly string[] = ['https://appli.invalid/autre'],
    sansCle = true,
  ): Promise<LogicielDeTest> {
    return raccorder(this.maison, {
      sansCle,
      genre: 'application',
      familles: undefined,
      permissions: 'patient/*.rs',
      retours,
    });
  }

  /** The consent page, or the address of the application when the request goes straight back to it. */
  demander(autres: Parametres = {}, logiciel: LogicielDeTest = this.appli): Promise<PageLue> {
    return this.navigateur.aller(demandeDAutorisation(this.maison, logiciel.client, this.pkce, autres), chezLAppli);
  }

  repondre(page: PageLue, champs: Record<string, string>, entetes?: Record<string, string>): Promise<PageLue> {
    return repondre(this.navigateur, page, champs, entetes);
  }

  /** A code, the person having said yes. */
  async autoriser(scope: string, champs: Record<string, string> = { patient: 'p1' }): Promise<string> {
    return codeDe(await this.repondre(await this.demander({ scope }), champs));
  }

  echanger(code: string, autres: Record<string, string> = {}): Promise<ReponseJson> {
    return this.appli.demander('/oauth/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.appli.client.retours[0] ?? '',
      code_verifier: this.pkce.verificateur,
      ...autres,
    });
  }

  renouveler(jeton: unknown, autres: Record<string, string> = {}): Promise<ReponseJson> {
    return this.appli.demander('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: String(jeton),
      ...autres,
    });
  }

  async statut(chemin: string, jeton: unknown): Promise<number> {
    return (await lireFhir(this.maison, chemin, String(jeton))).status;
  }
}

export const chezLAppli = (url: URL): boolean => url.hostname === 'appli.invalid';
export const codeDe = ({ url }: PageLue): string => url.searchParams.get('code') ?? `(${url.href})`;
