import { BlockList, isIP } from 'node:net';

/**
 * Addresses that never belong to a receiver on the Internet: this machine, private networks, link-local (cloud metadata),
 * documentation, multicast, reserved. Sources: IANA special-purpose address registries (IPv4, IPv6).
 */
const RESERVEES = new BlockList();
for (const [reseau, taille] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  RESERVEES.addSubnet(reseau, taille, 'ipv4');
/** Only global unicast (2000::/3) is public; inside it, what carries or hides another address is refused too. */
const PUBLIQUES_V6 = new BlockList();
PUBLIQUES_V6.addSubnet('2000::', 3, 'ipv6');
for (const [reseau, taille] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  RESERVEES.addSubnet(reseau, taille, 'ipv6');

/** Whether an IP address may be called from outside the trial. Anything that is not an address is not public. */
export function estPublique(ip: string): boolean {
  const version = isIP(ip);
  if (version === 4) return !RESERVEES.check(ip, 'ipv4');
  return version === 6 && PUBLIQUES_V6.check(ip, 'ipv6') && !RESERVEES.check(ip, 'ipv6');
}

const estLocale = (hote: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(hote);

/** Host of an address without the brackets of IPv6, as the network layer wants it. */
export const hoteDe = (url: URL): string => url.hostname.replaceAll(/^\[|\]$/g, '');

/** Where the receiver waits, or the sentence that says why it may not be called. Names are resolved, and checked again, at each call. */
export function lireAdresse(texte: string, essai: boolean): { readonly url: URL } | { readonly refus: string } {
  const url = URL.parse(texte);
  if (url === null)
    return { refus: `L’adresse « ${texte.slice(0, 200)} » ne se lit pas : elle commence par https://.` };
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return { refus: 'L’adresse ne porte ni mot de passe ni ancre : un secret se donne dans channel.header.' };
  const hote = hoteDe(url);
  if (essai && url.protocol === 'http:' && estLocale(hote)) return { url };
  if (url.protocol !== 'https:')
    return { refus: 'L’adresse doit être en https:// (en essai, http:// est admis vers cette machine).' };
  const interne = isIP(hote) === 0 ? /(^|\.)(localhost|local|internal|home\.arpa)$/.test(hote) : !estPublique(hote);
  if (interne && !essai)
    return { refus: 'Cette adresse est celle d’un réseau privé : donnez une adresse joignable sur Internet.' };
  return { url };
}
