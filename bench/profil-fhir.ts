import path from 'node:path';
import type { CordeeLancee } from '../fautes/cordee.ts';
import { enfantsDe, pidDePostgres } from './processeur.ts';
import { lignesDuProfil, profilerNode, profilerPostgres } from './profil.ts';

/** Plays each scenario twice more and says where its milliseconds go: in Node, then in PostgreSQL where `perf` is installed. */
export async function montrerProfils(
  cordee: CordeeLancee & { readonly portDInspection: number },
  couts: ReadonlyMap<string, { readonly node: number; readonly base: number }>,
  jouer: (cle: string) => Promise<unknown>,
  dire: (ligne: string) => void,
): Promise<void> {
  for (const [cle, { node, base }] of couts) {
    dire(`\n  ${cle} : Node, ${node.toFixed(2)} ms par requête`);
    const deNode = await profilerNode(cordee.pid, cordee.portDInspection, () => jouer(cle));
    for (const ligne of lignesDuProfil(deNode, node)) dire(ligne);
    const serveurs = enfantsDe(pidDePostgres(cordee.dossier)).map(Number);
    const deLaBase = await profilerPostgres(serveurs, path.join(cordee.dossier, '..'), () => jouer(cle));
    dire(`  ${cle} : PostgreSQL, ${base.toFixed(2)} ms par requête${deLaBase === undefined ? ' (perf manque)' : ''}`);
    for (const ligne of lignesDuProfil(deLaBase ?? [], base)) dire(ligne);
  }
}
