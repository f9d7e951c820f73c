import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  chmodSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { fabriquerCertificat, sansCertificat, type Certificat } from './certificat.ts';
import type { Terrain } from './terrain.ts';

/** Le contrat sur de vrais serveurs : Postfix et Dovecot de Debian, réglages, file et boîtes dans un dossier temporaire. */

const POSTFIX = '/usr/sbin/postfix';
const DOVECOT = '/usr/sbin/dovecot';
const SERVICES_POSTFIX = '/usr/lib/postfix/sbin';
const NOM = 'operateur.essai.invalid';
const SECRET = 'secret-du-contrat';
/** Utilisateur et groupe « mail » de Debian, propriétaires des boîtes. */
const MAIL = 8;

/** Raison de ne pas jouer le contrat réel ici, ou undefined quand tout est là. */
export function sansOperateurReel(): string | undefined {
  if (process.getuid?.() !== 0) {
    return 'il faut être administrateur pour lancer Postfix';
  }
  const absent = [POSTFIX, DOVECOT, `${SERVICES_POSTFIX}/virtual`].find((chemin) => !existsSync(chemin));
  return absent === undefined ? sansCertificat() : `${absent} absent de cette machine`;
}

interface Chantier {
  readonly dossier: string;
  readonly certificat: Certificat;
  readonly ports: { readonly smtp: number; readonly imaps: number };
}

async function portLibre(): Promise<number> {
  const serveur = createServer();
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const { port } = serveur.address() as AddressInfo;
  await new Promise((fini) => serveur.close(fini));
  return port;
}

function mainCf({ dossier, certificat }: Chantier): string {
  return `compatibility_level = 3.6
queue_directory = ${dossier}/file
data_directory = ${dossier}/donnees
command_directory = /usr/sbin
daemon_directory = ${SERVICES_POSTFIX}
maillog_file = ${dossier}/postfix.log
maillog_file_prefixes = ${dossier}
myhostname = ${NOM}
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
message_size_limit = 26214400
virtual_mailbox_domains = medecins.essai.invalid, coordination.essai.invalid
virtual_mailbox_maps = texthash:${dossier}/boites
virtual_mailbox_base = ${dossier}/courrier
virtual_minimum_uid = 1
virtual_uid_maps = static:${MAIL}
virtual_gid_maps = static:${MAIL}
smtpd_reject_unlisted_recipient = no
smtpd_tls_cert_file = ${certificat.fichiers.certificat}
smtpd_tls_key_file = ${certificat.fichiers.cle}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${dossier}/auth/client
smtpd_client_restrictions = permit_sasl_authenticated, reject
smtpd_relay_restrictions = reject_unauth_destination
smtpd_error_sleep_time = 0
`;
}

// Postfix range ses prises dans « private » ou « public » : chaque démon cherche les autres au bon endroit.
function masterCf(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
flush unix n - n 1000? 0 flush
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}

function dovecotConf({ dossier, certificat, ports }: Chantier): string {
  return `base_dir = ${dossier}/dovecot
state_dir = ${dossier}/dovecot-etat
log_path = ${dossier}/dovecot.log
instance_name = contrat
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${certificat.fichiers.certificat}
ssl_key = <${certificat.fichiers.cle}
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = ${MAIL}
mail_location = maildir:${dossier}/courrier/%d/%n
passdb {
  driver = static
  args = password=${SECRET}
}
userdb {
  driver = static
  args = uid=${MAIL} gid=${MAIL} home=${dossier}/courrier/%d/%n
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${ports.imaps}
  }
}
service auth {
  unix_listener ${dossier}/auth/client {
    mode = 0660
    user = postfix
    group = postfix
  }
}
`;
}

function chemin({ dossier }: Chantier, adresse: string): string {
  const [locale = '', domaine = ''] = adresse.split('@');
  return join(dossier, 'courrier', domaine, locale);
}

function preparerBoite(chantier: Chantier, adresse: string): void {
  const maildir = chemin(chantier, adresse);
  for (const sous of ['', 'tmp', 'new', 'cur']) {
    mkdirSync(join(maildir, sous), { recursive: true });
    chownSync(join(maildir, sous), MAIL, MAIL);
  }
  chownSync(join(maildir, '..'), MAIL, MAIL);
}

function ecrireReglages(chantier: Chantier, adresses: readonly string[]): void {
  const { dossier, ports } = chantier;
  for (const sous of ['conf', 'file', 'donnees', 'courrier', 'auth', 'dovecot', 'dovecot-etat']) {
    mkdirSync(join(dossier, sous));
  }
  execFileSync('/bin/chown', ['postfix', join(dossier, 'donnees')]);
  writeFileSync(join(dossier, 'conf', 'main.cf'), mainCf(chantier));
  writeFileSync(join(dossier, 'conf', 'master.cf'), masterCf(ports.smtp));
  writeFileSync(join(dossier, 'dovecot.conf'), dovecotConf(chantier));
  writeFileSync(
    join(dossier, 'boites'),
    adresses.map((un) => `${un} ${un.split('@').toReversed().join('/')}/\n`).join(''),
  );
  for (const adresse of adresses) {
    preparerBoite(chantier, adresse);
  }
}

function accepte(port: number): Promise<boolean> {
  return new Promise((reponse) => {
    const prise = connect(port, '127.0.0.1');
    prise.once('connect', () => reponse(true));
    prise.once('error', () => reponse(false));
    prise.once('connect', () => prise.destroy());
  });
}

async function attendrePort(port: number, quoi: string): Promise<void> {
  for (let essai = 0; essai < 200; essai += 1) {
    if (await accepte(port)) {
      return;
    }
    await attendre(50);
  }
  throw new Error(`${quoi} n’ouvre pas son port`);
}

function lancerPostfix({ dossier }: Chantier): number {
  execFileSync(POSTFIX, ['-c', join(dossier, 'conf'), 'start'], { stdio: 'ignore' });
  return Number(readFileSync(join(dossier, 'file', 'pid', 'master.pid'), 'utf8').trim());
}

function existeEncore(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (erreur) {
    if (erreur instanceof Error && 'code' in erreur && erreur.code === 'ESRCH') {
      return false;
    }
    throw erreur;
  }
}

async function arreterPid(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  while (existeEncore(pid)) {
    await attendre(20);
  }
}

async function arreterEnfant(enfant: ChildProcess): Promise<void> {
  const fini = new Promise((pret) => enfant.once('exit', pret));
  enfant.kill('SIGTERM');
  await fini;
}

async function demarrer(chantier: Chantier): Promise<() => Promise<void>> {
  const dovecot = spawn(DOVECOT, ['-F', '-c', join(chantier.dossier, 'dovecot.conf')], { stdio: 'ignore' });
  await attendrePort(chantier.ports.imaps, 'Dovecot');
  const postfix = lancerPostfix(chantier);
  await attendrePort(chantier.ports.smtp, 'Postfix');
  return async () => {
    await arreterPid(postfix);
    await arreterEnfant(dovecot);
    rmSync(chantier.dossier, { recursive: true, force: true });
  };
}

/** Le contrat sur Postfix (STARTTLS) et Dovecot (TLS). */
export async function terrainPostfixDovecot(): Promise<Terrain> {
  const dossier = mkdtempSync(join(tmpdir(), 'cordee-contrat-'));
  chmodSync(dossier, 0o755);
  const ports = { smtp: await portLibre(), imaps: await portLibre() };
  const chantier: Chantier = { dossier, ports, certificat: fabriquerCertificat(dossier, NOM) };
  const cabinet = 'cabinet@medecins.essai.invalid';
  const cellule = 'cellule@coordination.essai.invalid';
  ecrireReglages(chantier, [cabinet, cellule]);
  const arreter = await demarrer(chantier);
  let rang = 0;
  return {
    cabinet,
    cellule,
    inconnue: 'personne@medecins.essai.invalid',
    horsEspace: 'quelqu-un@messagerie-ordinaire.invalid',
    config: (adresse) => ({
      adresse,
      identifiant: adresse,
      secret: SECRET,
      smtp: { hote: '127.0.0.1', port: ports.smtp, securite: 'starttls' },
      imap: { hote: '127.0.0.1', port: ports.imaps, securite: 'tls' },
      ca: chantier.certificat.certificat,
    }),
    async remettreBrut(adresse, octets) {
      rang += 1;
      const provisoire = join(chemin(chantier, adresse), 'tmp', `brut-${rang}`);
      writeFileSync(provisoire, octets);
      chownSync(provisoire, MAIL, MAIL);
      renameSync(provisoire, join(chemin(chantier, adresse), 'new', `brut-${rang}`));
    },
    arreter,
  };
}
