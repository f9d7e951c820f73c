/**
 * Sépare ce que la personne vient d'écrire de l'historique que sa messagerie a recopié dessous.
 * Usages reconnus : « Le … a écrit : » (Apple, Gmail, Thunderbird, Yahoo), « On … wrote: », « -----Message d'origine----- » et le
 * bloc « De : / Envoyé : / À : / Objet : » (Outlook), les lignes « > » (tous). En cas de doute le texte est gardé entier.
 */

// Les motifs s'appliquent à une ligne de 1000 caractères au plus, sans répétition imbriquée : temps linéaire.
const LONGUEUR_LIGNE_UTILE = 1000;
const ATTRIBUTION = /^(?:le|on)\s.{3,}\s(?:a\s+(?:écrit|ecrit)|wrote)\s?:\s*$/i;
const DEBUT_ATTRIBUTION = /^(?:le\s|on\s)/i;
const SEPARATEUR =
  /^[-_*\s]{0,20}(?:message d['’]origine|message original|original message|message initial|message précédent)[-_*\s:]{0,20}$/i;
const TRAIT_OUTLOOK = /^_{10,}$/;
const CHAMP_DE = /^\*?(?:de|from|expéditeur)\*?\s?:\s?\*?\s*\S/i;
const CHAMP_SUITE = /^\*?(?:envoyé|envoyé le|sent|date|à|a|to|objet|subject|cc)\*?\s?:/i;
const SUJET_TRANSFERT = /^\s*(?:tr|fw|fwd|transf)\s*:/i;

function estCitee(ligne: string): boolean {
  return ligne.startsWith('>');
}

/** Nombre de lignes que prend l'attribution commençant ici (elle est souvent repliée), 0 si ce n'en est pas une. */
function lignesAttribution(lignes: readonly string[], rang: number): number {
  if (!DEBUT_ATTRIBUTION.test(lignes[rang] ?? '')) {
    return 0;
  }
  let jointe = '';
  for (let nombre = 1; nombre <= 4; nombre += 1) {
    const ligne = lignes[rang + nombre - 1];
    if (ligne === undefined || ligne === '') {
      return 0;
    }
    jointe = `${jointe} ${ligne}`.trim();
    if (ATTRIBUTION.test(jointe)) {
      return nombre;
    }
  }
  return 0;
}

/** « De : » suivi d'au moins deux autres champs d'en-tête dans les cinq lignes : bloc recopié par Outlook. */
function estBlocOutlook(lignes: readonly string[], rang: number): boolean {
  if (!CHAMP_DE.test(lignes[rang] ?? '')) {
    return false;
  }
  return lignes.slice(rang + 1, rang + 6).filter((ligne) => CHAMP_SUITE.test(ligne)).length >= 2;
}

function estSeparateur(lignes: readonly string[], rang: number): boolean {
  const ligne = lignes[rang] ?? '';
  if (SEPARATEUR.test(ligne) || estBlocOutlook(lignes, rang)) {
    return true;
  }
  const suivante = lignes[rang + 1] === '' ? rang + 2 : rang + 1;
  return TRAIT_OUTLOOK.test(ligne) && estBlocOutlook(lignes, suivante);
}

function premiereNonVide(lignes: readonly string[], depuis: number): string | undefined {
  return lignes.slice(depuis, depuis + 3).find((ligne) => ligne !== '');
}

function garder(lignes: readonly string[], originales: readonly string[]): string[] {
  const gardees: string[] = [];
  for (let rang = 0; rang < lignes.length; rang += 1) {
    if (estCitee(lignes[rang] ?? '')) {
      continue;
    }
    const attribution = lignesAttribution(lignes, rang);
    if (attribution > 0) {
      // Historique marqué par « > » : la réponse peut être dessous ou entre les lignes, on continue. Sinon tout ce qui suit est cité.
      if (estCitee(premiereNonVide(lignes, rang + attribution) ?? '')) {
        rang += attribution - 1;
        continue;
      }
      break;
    }
    if (estSeparateur(lignes, rang)) {
      break;
    }
    gardees.push(originales[rang] ?? '');
  }
  return gardees;
}

/**
 * Texte nouveau d'un message. `sujet` sert à reconnaître un transfert (« TR : », « Fwd: »), dont le contenu cité est justement
 * ce que l'expéditeur veut montrer : il est alors gardé.
 */
export function retirerHistorique(texte: string, sujet: string): string {
  if (SUJET_TRANSFERT.test(sujet)) {
    return texte.trim();
  }
  const originales = texte.split('\n');
  const lignes = originales.map((ligne) => ligne.slice(0, LONGUEUR_LIGNE_UTILE).replaceAll(' ', ' ').trim());
  const nouveau = garder(lignes, originales).join('\n').trim();
  // Rien de nouveau et pourtant des lignes non citées : la coupe s'est trompée, mieux vaut trop montrer.
  if (nouveau === '' && lignes.some((ligne) => ligne !== '' && !estCitee(ligne))) {
    return texte.trim();
  }
  return nouveau;
}
