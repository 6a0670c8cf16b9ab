const words = import.meta.glob<object>('./*.json', { eager: true, import: 'default' });

/** The same files as in `zh-CN`, which gives the keys their types; a test compares the two. */
export default Object.fromEntries(
  Object.entries(words).map(([path, of]) => [path.slice('./'.length, -'.json'.length), of]),
);
