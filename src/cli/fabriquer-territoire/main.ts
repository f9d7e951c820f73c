import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fichiersDuTerritoire } from './fichiers.ts';

const DESTINATION = fileURLToPath(new URL('../../../fixtures/territoire/', import.meta.url));

mkdirSync(DESTINATION, { recursive: true });
let total = 0;
for (const { nom, texte } of fichiersDuTerritoire()) {
  writeFileSync(DESTINATION + nom, texte);
  total += Buffer.byteLength(texte);
  console.log(`${nom} : ${Math.round(Buffer.byteLength(texte) / 1024)} ko`);
}
console.log(`Territoire écrit, ${Math.round(total / 1024)} ko.`);
