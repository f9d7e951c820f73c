interface Contenu {
  readonly code: string;
  readonly nom: string;
  readonly le: Date;
  readonly cordee: string;
  readonly fichiers: ReadonlyMap<string, number>;
}

/** The page that lets somebody who never saw Cordée read the folder. */
export function lisezMoi({ code, nom, le, cordee, fichiers }: Contenu): string {
  const liste = [...fichiers].filter(([f]) => f.endsWith('.ndjson')).map(([f, n]) => `| \`${f}\` | ${n} |`);
  return `# Export du territoire ${code}, ${nom}

Écrit par Cordée ${cordee} le ${le.toISOString()}. Ce dossier contient des données de santé : gardez-le chiffré.

Tout est lisible sans Cordée. Les fichiers \`.ndjson\` sont du texte UTF-8, un objet JSON par ligne
(https://github.com/ndjson/ndjson-spec). Les instants sont à la norme ISO 8601.

## Ce qu’il y a

- \`fhir/<Type>.ndjson\` : l’état présent de chaque ressource HL7 FHIR R4 (profils français quand ils existent),
  au format du « Bulk Data » de FHIR.
- \`fhir-historique/<Type>.ndjson\` : toutes les versions de chaque ressource, avec leur date, leur auteur et la ressource entière.
- \`annuaire/<Type>.ndjson\` : professionnels, structures et offres que les ressources citent.
- \`faits.ndjson\` : ce qui s’est passé, dans l’ordre : nom versionné, auteur, personne concernée, objet, données.
- \`traces.ndjson\` : qui a lu ou écrit quoi, à quel titre, et ce qui a été refusé.
- \`reglages.ndjson\` : réglages du territoire, avec leur source.
- \`pieces/\` : les documents, octet pour octet ; \`pieces.ndjson\` dit de chacun son nom, son type et son empreinte SHA-256.
- \`messages/\` : les messages reçus tels qu’ils sont arrivés (\`.eml\`, RFC 5322) ; \`messages.ndjson\` dit de tous l’état et le fil.
- \`autres/\` : le reste des tables du territoire (qui a la main, échéances, envois, cercles, fils de messages…).
- \`retour.ndjson.gz\` : les mêmes données pour revenir dans Cordée : \`npm run cordee -- restaurer retour.ndjson.gz\` dans une base vide.
- \`SOMMES.sha256\` : empreinte de chaque fichier ; \`sha256sum --check SOMMES.sha256\` contrôle le dossier.

Les secrets de connexion (clés d’accès, sessions) ne sont que dans \`retour.ndjson.gz\`, sous forme d’empreintes.

## Nombre de lignes

| fichier | lignes |
|---|---|
${liste.join('\n')}
`;
}
