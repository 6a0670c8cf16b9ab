/** Letters of any script, digits and `. _ - @`, 2 to 50: nothing that is typed wrongly without being seen. */
export const isUsername = (text: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,49}$/u.test(text);
