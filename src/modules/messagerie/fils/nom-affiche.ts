import { estAdresseCitoyenne, lireAdresseMssante } from '#lib/identifiants/index.ts';

/**
 * Name to show for an address: the one of the directory, else the one the sender declares, else the address. The address of a
 * patient carries its INS and is never shown (MSS-05).
 */
export function nomAffiche(adresse: string, declare: string, connu: string | undefined): string {
  if (connu !== undefined && connu !== '') return connu;
  const lue = lireAdresseMssante(adresse);
  const citoyenne = lue.ok && estAdresseCitoyenne(lue.valeur);
  const net = declare
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 120);
  if (citoyenne) return net === '' || net.includes('@') ? 'Un patient (Mon espace santé)' : net;
  return net === '' ? adresse : net;
}
