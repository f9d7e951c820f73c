import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';

const STYLE = readFileSync(new URL('./style.css', import.meta.url));

export function envoyerStyle(res: ServerResponse): void {
  res.writeHead(200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'x-content-type-options': 'nosniff',
  });
  res.end(STYLE);
}

export function envoyerPage(res: ServerResponse, statut: number, html: string, csp: string): void {
  res.writeHead(statut, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': csp,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  res.end(html);
}
