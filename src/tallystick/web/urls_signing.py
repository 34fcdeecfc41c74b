"""Addresses of signing in, of one's own account, and of an organisation's people and log."""

from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as directories
from allauth.usersessions import views as sessions
from django.urls import path

from tallystick.web.views import account, log, people, signing

urlpatterns = [
    path("health/", signing.health, name="health"),
    path("in/<str:secret>/", signing.link, name="link"),
    path("account/", account.account, name="account"),
    path("account/tokens/", account.tokens, name="tokens"),
    path("account/tokens/<line:token>/end/", account.end_token, name="token-end"),
    # Those below have the names by which allauth knows them.
    path("account/sign-in/", signing.login, name="account_login"),
    path("account/sign-out/", signing.logout, name="account_logout"),
    path("account/closed/", signing.inactive, name="account_inactive"),
    path("account/password/", signing.change_password, name="account_change_password"),
    path("account/again/", signing.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", signing.reauthenticate_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/sign-in/code/", signing.authenticate, name="mfa_authenticate"),
    path("account/sign-in/passkey/", signing.login_passkey, name="mfa_login_webauthn"),
    path("account/second-factor/", second.index, name="mfa_index"),
    path("account/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factor/passkeys/add/", signing.add_passkey, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove/", signing.remove_passkey, name="mfa_remove_webauthn"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("account/directory/cancelled/", directories.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/directory/<slug:provider_id>/", signing.directory_login, name="openid_connect_login"),
    path("account/directory/<slug:provider_id>/back/", signing.directory_callback, name="openid_connect_callback"),
    path("organisations/<str:code>/people/", people.people, name="people"),
    path("organisations/<str:code>/people/invite/", people.invite, name="people-invite"),
    path("organisations/<str:code>/people/who-hears/", people.who_hears, name="people-who-hears"),
    path("organisations/<str:code>/people/<line:person>/", people.person, name="people-person"),
    path("organisations/<str:code>/people/<line:person>/role/", people.give_role, name="people-role"),
    path("organisations/<str:code>/people/<line:person>/back-in/", people.back_in, name="people-back-in"),
    path("organisations/<str:code>/people/<line:person>/active/", people.set_active, name="people-active"),
    path("organisations/<str:code>/people/roles/<line:membership>/end/", people.end_role, name="people-role-end"),
    path("organisations/<str:code>/log/", log.log, name="organisation-log"),
    path("organisations/<str:code>/log.csv", log.log_csv, name="organisation-log-csv"),
    path("organisations/<str:code>/log/readings/", log.readings, name="organisation-readings"),
    path("organisations/<str:code>/log/holds/", log.holds, name="organisation-log-holds"),
]
