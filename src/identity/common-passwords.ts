/** Of ten characters and more, what lists of leaked passwords have most often, in lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
1234567890 12345678910 123456789a 123456789q 123456789z 123456789qq 1234567891 1234567899 0987654321 1029384756
a123456789 aa123456789 abc123456789 abcd123456 abcd1234567 abcd12345678 qq123456789 qwe123456789 asd123456789 zxc123456789
wang123456 zhang123456 li123456789 chen123456 admin12345 admin123456 admin123456789 admin@12345 administrator administrator1
adminadmin rootroot123 password12 password123 password1234 password12345 password123456 passw0rd12 passw0rd123 p@ssw0rd123
p@ssword123 p@ssw0rd1234 passwordpassword mypassword1 newpassword newpassword1 letmein1234 welcome123 welcome1234
qwertyuiop qwertyuiop1 qwertyuiop123 qwerty12345 qwerty123456 qwerty1234567 qwertyqwerty qwer123456 qwer12345678 1qaz2wsx3edc
1qaz@wsx3edc 1qaz2wsx3e 1qazxsw23edc qazwsxedc1 qazwsxedc123 qazwsxedcrfv 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsxcde3
asdfghjkl1 asdfghjkl123 asdfghjkl; zxcvbnm123 zxcvbnm1234 zxcvbnmasd asdf123456 asdfasdfasdf 1111111111 1122334455
1234554321 1234512345 1231231234 147258369a 1472583690 1478963250 3141592653 9876543210 987654321a 999999999a
woaini1314 woaini520 woaini5201314 woaini123456 woaini521521 5201314520 520520520a 1314520520 1314521521 5201314wang iloveyou12 iloveyou123
iloveyou1314 iloveyou520 aini1314520 wodemima123 mima123456 mima12345678 zhongguo123 china123456 beijing2008 guangdong123
jiangmen123 jiangmen2022 jiangmen123456 nongye123456 caizheng123 xiangcun123 xiangcunzhenxing zhenxing123 gongzuo123456
abcdefghij abcdefghijk abcdefg123 abcdefg1234 a1b2c3d4e5 a1b2c3d4e5f6 abc1234567 abc12345678 aaaaa11111 aaaa123456 112233445566
football123 baseball123 princess123 sunshine123 superman123 dragon12345 monkey12345 michael123 computer123 internet123 samsung123
changeme123 changeme1234 default123 test123456 test1234567 guest12345 user123456 user12345678 hello12345 hello123456
`
    .trim()
    .split(/\s+/),
);
