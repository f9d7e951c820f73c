// Loaded before the program by lancerNode24({ detache: true }): when the launcher dies without warning, the channel closes and
// the program stops as if it had received SIGTERM, instead of living on without anyone.
if (process.channel !== undefined && process.channel !== null) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
