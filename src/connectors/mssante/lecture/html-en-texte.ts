import { decoderEntites } from './entites-html.ts';

/**
 * Texte lisible d'un message HTML : paragraphes, listes, citations (« > »), adresses des liens. Un seul passage, sans récursion :
 * le temps et la taille produite croissent comme la taille lue, quel que soit l'emboîtement (les convertisseurs généraux, non).
 * N'est pas un assainisseur : le résultat est du texte, à échapper comme tout texte.
 */

/** Éléments dont le contenu n'est pas à lire. */
const MUETS = new Set(['script', 'style', 'head', 'title', 'template', 'svg', 'object', 'select']);
/** Nombre de fins de ligne qu'un élément demande autour de lui : 2 laisse une ligne vide. */
const SAUTS: ReadonlyMap<string, number> = new Map([
  ...'div tr li dt dd section article header footer address center form hr main nav figure fieldset'
    .split(' ')
    .map((nom) => [nom, 1] as const),
  ...'p h1 h2 h3 h4 h5 h6 blockquote ul ol dl pre table'.split(' ').map((nom) => [nom, 2] as const),
]);
/** Au-delà, l'emboîtement des citations n'apprend plus rien. */
const CITATIONS_MAX = 3;

interface Balise {
  readonly nom: string;
  readonly fermante: boolean;
  readonly attributs: string;
}

class Ecrivain {
  readonly #morceaux: string[] = [];
  #sauts = 0;
  #citations = 0;
  #enDebutDeLigne = true;
  #ligneVide = true;
  #espace = false;
  #preformate = 0;
  #lien: { href: string; rang: number } | undefined;

  balise({ nom, fermante, attributs }: Balise): void {
    if (nom === 'br') {
      this.#ligneSuivante();
      return;
    }
    if (nom === 'a') {
      this.#ouvrirOuFermerLien(fermante, attributs);
    }
    if (nom === 'td' || nom === 'th') {
      this.#espace = true;
    }
    this.#sauts = Math.max(this.#sauts, SAUTS.get(nom) ?? 0);
    if (nom === 'blockquote') {
      this.#citer(fermante);
    } else if (nom === 'pre') {
      this.#preformate = Math.max(0, this.#preformate + (fermante ? -1 : 1));
    } else if (nom === 'li' && !fermante) {
      this.#ecrire('- ');
      this.#espace = false;
    }
  }

  texte(brut: string): void {
    const texte = decoderEntites(brut);
    if (this.#preformate > 0) {
      for (const [rang, ligne] of texte.split('\n').entries()) {
        if (rang > 0) {
          this.#ligneSuivante();
        }
        this.#ecrire(ligne);
      }
      return;
    }
    const serre = texte.replaceAll(/\s+/g, ' ');
    const net = serre.trim();
    this.#espace ||= serre.startsWith(' ');
    if (net !== '') {
      this.#ecrire(net);
      this.#espace = serre.endsWith(' ');
    }
  }

  resultat(): string {
    return this.#morceaux
      .join('')
      .replaceAll(/[ \t]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }

  // La ligne vide avant une citation, comme celle d'après, appartient à ce qui l'entoure.
  #citer(fermante: boolean): void {
    if (fermante) {
      this.#citations = Math.max(0, this.#citations - 1);
    } else {
      this.#vider();
      this.#citations += 1;
    }
  }

  #prefixe(): string {
    return '> '.repeat(Math.min(this.#citations, CITATIONS_MAX));
  }

  #ligneSuivante(): void {
    this.#vider();
    this.#ligneVide = this.#enDebutDeLigne;
    this.#morceaux.push(this.#enDebutDeLigne ? `${this.#prefixe()}\n` : '\n');
    this.#enDebutDeLigne = true;
    this.#espace = false;
  }

  /** Écrit les fins de ligne demandées avant ce qui suit. */
  #vider(): void {
    if (this.#sauts > 0 && this.#morceaux.length > 0) {
      if (!this.#enDebutDeLigne) {
        this.#morceaux.push('\n');
      }
      if (this.#sauts > 1 && !this.#ligneVide) {
        this.#morceaux.push(`${this.#prefixe()}\n`);
        this.#ligneVide = true;
      }
      this.#enDebutDeLigne = true;
      this.#espace = false;
    }
    this.#sauts = 0;
  }

  #ecrire(texte: string): void {
    this.#vider();
    if (texte === '') {
      return;
    }
    const avant = this.#enDebutDeLigne ? this.#prefixe() : this.#espace ? ' ' : '';
    this.#morceaux.push(avant, texte);
    this.#enDebutDeLigne = false;
    this.#ligneVide = false;
    this.#espace = false;
  }

  // Le texte d'un lien ne dit pas où il mène : l'adresse suit, sauf si c'est déjà elle.
  #ouvrirOuFermerLien(fermante: boolean, attributs: string): void {
    if (!fermante) {
      const href = /\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))/i.exec(
        attributs.slice(0, 5000),
      );
      this.#lien = {
        href: decoderEntites(href?.[1] ?? href?.[2] ?? href?.[3] ?? '').trim(),
        rang: this.#morceaux.length,
      };
      return;
    }
    const lien = this.#lien;
    this.#lien = undefined;
    if (lien !== undefined && /^https?:\/\//i.test(lien.href)) {
      const vu = this.#morceaux.slice(lien.rang).join('').trim();
      if (vu !== lien.href) {
        this.#espace = this.#morceaux.length > lien.rang;
        this.#ecrire(`(${lien.href.replaceAll(/\s/g, '')})`);
      }
    }
  }
}

/** Fin d'une balise, guillemets d'attributs respectés ; -1 si elle ne se ferme pas. */
function finDeBalise(html: string, debut: number): number {
  let guillemet = '';
  for (let ici = debut; ici < html.length; ici += 1) {
    const caractere = html[ici] ?? '';
    if (guillemet !== '') {
      guillemet = caractere === guillemet ? '' : guillemet;
    } else if (caractere === '>') {
      return ici;
    } else if (caractere === '"' || caractere === "'") {
      guillemet = caractere;
    }
  }
  return -1;
}

class Lecteur {
  readonly #html: string;
  readonly #ecrivain = new Ecrivain();
  readonly #nom = /(\/?)([a-zA-Z][a-zA-Z0-9:]{0,30})/y;
  // Un guillemet jamais refermé ferait relire la fin du message à chaque balise : on cesse alors d'en tenir compte.
  #guillemetsFiables = true;

  constructor(html: string) {
    this.#html = html;
  }

  lire(): string {
    let ici = 0;
    while (ici < this.#html.length) {
      const chevron = this.#html.indexOf('<', ici);
      const fin = chevron === -1 ? this.#html.length : chevron;
      if (fin > ici) {
        this.#ecrivain.texte(this.#html.slice(ici, fin));
      }
      ici = chevron === -1 ? fin : this.#element(chevron);
    }
    return this.#ecrivain.resultat();
  }

  /** Traite ce qui commence à ce chevron et rend la position suivante. */
  #element(chevron: number): number {
    if (this.#html.startsWith('<!--', chevron)) {
      return this.#apres('-->', chevron + 4);
    }
    if (this.#html[chevron + 1] === '!' || this.#html[chevron + 1] === '?') {
      return this.#apres('>', chevron + 1);
    }
    this.#nom.lastIndex = chevron + 1;
    const trouve = this.#nom.exec(this.#html);
    const fin = trouve === null ? -1 : this.#fermeture(this.#nom.lastIndex);
    if (trouve === null || fin === -1) {
      this.#ecrivain.texte('<');
      return chevron + 1;
    }
    const nom = (trouve[2] ?? '').toLowerCase();
    const fermante = trouve[1] === '/';
    if (MUETS.has(nom) && !fermante && this.#html[fin - 1] !== '/') {
      return this.#finDeMuet(nom, fin + 1);
    }
    this.#ecrivain.balise({ nom, fermante, attributs: this.#html.slice(this.#nom.lastIndex, fin) });
    return fin + 1;
  }

  #fermeture(debut: number): number {
    const fin = this.#guillemetsFiables ? finDeBalise(this.#html, debut) : -1;
    if (fin !== -1) {
      return fin;
    }
    this.#guillemetsFiables = false;
    return this.#html.indexOf('>', debut);
  }

  #apres(motif: string, depuis: number): number {
    const trouve = this.#html.indexOf(motif, depuis);
    return trouve === -1 ? this.#html.length : trouve + motif.length;
  }

  #finDeMuet(nom: string, depuis: number): number {
    const fermeture = new RegExp(`</${nom}[\\s/>]`, 'gi');
    fermeture.lastIndex = depuis;
    const trouve = fermeture.exec(this.#html);
    return trouve === null ? this.#html.length : this.#apres('>', trouve.index);
  }
}

/** Convertit un corps HTML en texte. */
export function htmlEnTexte(html: string): string {
  return new Lecteur(html).lire();
}
