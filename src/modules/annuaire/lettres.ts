import type { Contact } from './contact.ts';

/** Mail that asks whether an entry is still true. It speaks of the professional only, never of a person cared for. */
export function lettreDeConfirmation(
  contact: Contact,
  file: string,
  lien: string,
): { readonly sujet: string; readonly texte: string } {
  const connus = [
    `Nom : ${contact.nom}`,
    ...(contact.profession === undefined ? [] : [`Activité : ${contact.profession}`]),
    ...(contact.structure === undefined
      ? []
      : [`Lieu : ${contact.structure.nom}${contact.commune === undefined ? '' : `, ${contact.commune}`}`]),
    `Téléphone : ${contact.telephone ?? 'non connu'}`,
    `Adresse sécurisée : ${contact.mssante ?? 'non connue'}`,
  ];
  return {
    sujet: 'Votre fiche dans l’annuaire du territoire',
    texte: [
      'Bonjour,',
      '',
      'Un collègue du territoire nous dit que votre fiche n’est peut-être plus à jour. Voici ce que nous avons :',
      '',
      ...connus,
      '',
      'Est-ce toujours vrai ? Répondez en un geste, sans compte :',
      lien,
      '',
      'Merci,',
      file,
    ].join('\n'),
  };
}
