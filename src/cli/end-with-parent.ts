// Loaded before the application by `sluice serve`, which holds the other end of this channel. A supervisor that is
// killed with -9 cannot stop its child; this makes the child stop by itself, so that the next start finds the port free.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep the application alive.
process.channel?.unref();
