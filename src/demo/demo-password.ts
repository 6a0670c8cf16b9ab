/** Everybody's in the demo city; shown on its sign-in page, and refused as anybody's outside it. */
export const demoPassword = 'sluice-demo';
